// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The lines of a resolv.conf(5) to what is in force. The file is not ours, so a line that is wrong is said and passed
 * over, as the C library does in silence. Its limits hold; {@code rotate}, {@code edns0} and other options that
 * change no answer are not heeded.
 */
final class ResolvConfParser {

    /** MAXNS of resolv.conf(5). */
    static final int MAX_SERVERS = 3;

    /** The C library knows no limit any more; each domain is a question. */
    static final int MAX_SEARCH = 8;

    /** The caps of resolv.conf(5) and its defaults. */
    private static final int MAX_NDOTS = 15;

    private static final int MAX_TIMEOUT_SECONDS = 30;
    private static final int MAX_ATTEMPTS = 5;
    private static final int DEFAULT_NDOTS = 1;
    private static final int DEFAULT_TIMEOUT_SECONDS = 5;
    private static final int DEFAULT_ATTEMPTS = 2;

    /** More than any option has; a longer number is above every cap anyway. */
    private static final int MAX_DIGITS = 6;

    private final Consumer<String> complaints;
    private final List<InetSocketAddress> servers = new ArrayList<>();
    private List<String> search;
    private int ndots = DEFAULT_NDOTS;
    private int timeoutSeconds = DEFAULT_TIMEOUT_SECONDS;
    private int attempts = DEFAULT_ATTEMPTS;
    private int lineNumber;

    private ResolvConfParser(String hostName, Consumer<String> complaints) {
        this.complaints = complaints;
        int dot = hostName.indexOf('.');
        this.search = dot < 0 ? List.of() : askable(List.of(hostName.substring(dot + 1)));
    }

    /**
     * @param hostName this host's own, whose domain is searched when the file names none
     * @param complaints hears of every line that is passed over, with its number
     */
    static ResolvConf parse(List<String> lines, String hostName, Consumer<String> complaints) {
        ResolvConfParser parser = new ResolvConfParser(hostName, complaints);
        lines.forEach(parser::line);
        return new ResolvConf(
                parser.servers.isEmpty() ? ResolvConf.ownServer() : parser.servers,
                parser.search,
                parser.ndots,
                Duration.ofSeconds(parser.timeoutSeconds),
                parser.attempts);
    }

    /** The keyword begins the line; a comment, too, begins it. */
    private void line(String line) {
        lineNumber++;
        String[] words = line.split("[ \t]+", -1);
        List<String> values = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
        switch (words.length == 0 ? "" : words[0]) {
            case "nameserver" -> nameServer(values);
            case "domain", "search" -> search = askable(values);
            case "options" -> values.forEach(this::option);
            default -> {
                // Comments, sortlist and whatever comes to be.
            }
        }
    }

    private void nameServer(List<String> values) {
        Optional<InetAddress> address = values.stream().findFirst().flatMap(AddressLiteral::parse);
        if (address.isEmpty()) {
            complain("nameserver without an address");
        } else if (servers.size() == MAX_SERVERS) {
            complain("more than " + MAX_SERVERS + " nameservers");
        } else {
            servers.add(new InetSocketAddress(address.get(), ResolvConf.DNS_PORT));
        }
    }

    private List<String> askable(List<String> domains) {
        List<String> known = new ArrayList<>();
        for (String domain : domains) {
            if (domain.equals(".")) {
                // The root: a name as it is, which is asked for anyway.
                continue;
            }
            if (!DnsName.isAskable(domain)) {
                complain("a search domain that is none");
            } else if (known.size() == MAX_SEARCH) {
                complain("more than " + MAX_SEARCH + " search domains");
            } else {
                known.add(DnsName.canonical(domain));
            }
        }
        return known;
    }

    private void option(String option) {
        if (option.startsWith("ndots:")) {
            ndots = number(option, 0, MAX_NDOTS, ndots);
        } else if (option.startsWith("timeout:")) {
            timeoutSeconds = number(option, 1, MAX_TIMEOUT_SECONDS, timeoutSeconds);
        } else if (option.startsWith("attempts:")) {
            attempts = number(option, 1, MAX_ATTEMPTS, attempts);
        }
    }

    /** A number above the cap counts as the cap, as resolv.conf(5) has it. */
    private int number(String option, int least, int most, int ifWrong) {
        String digits = option.substring(option.indexOf(':') + 1);
        if (!digits.matches("[0-9]+")) {
            complain("option " + option.substring(0, option.indexOf(':')) + " without a number");
            return ifWrong;
        }
        int value = digits.length() > MAX_DIGITS ? most : Math.min(most, Integer.parseInt(digits));
        return Math.max(least, value);
    }

    private void complain(String what) {
        complaints.accept("resolv.conf line " + lineNumber + " is passed over: " + what);
    }
}
