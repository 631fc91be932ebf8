// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which names a nameserver is asked for. */
final class DnsName {

    /** RFC 1035, without the dot at the end. */
    private static final int MAX_LENGTH = 253;

    private DnsName() {}

    /**
     * Whether this can be a host's name in DNS: labels of letters, digits, {@code -} and {@code _}, the last of them no
     * number, which would be a mistyped address.
     */
    static boolean isAskable(String host) {
        String name = withoutLastDot(host);
        return name.length() <= MAX_LENGTH
                && name.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*")
                && !name.substring(name.lastIndexOf('.') + 1).matches("[0-9]+");
    }

    /**
     * What {@code host} may stand for, in the order of resolv.conf(5): a name that ends in a dot is complete, one with
     * at least {@code ndots} dots is tried as it is first, any other last.
     */
    static List<String> candidates(String host, List<String> search, int ndots) {
        if (host.endsWith(".")) {
            return List.of(canonical(host));
        }
        List<String> names = new ArrayList<>();
        search.stream()
                .map(domain -> host + "." + domain)
                .filter(DnsName::isAskable)
                .map(DnsName::canonical)
                .forEach(names::add);
        boolean asItIsFirst = host.chars().filter(c -> c == '.').count() >= ndots;
        names.add(asItIsFirst ? 0 : names.size(), canonical(host));
        return names.stream().distinct().toList();
    }

    /** In lower case and without a dot at the end, so that equal names are equal strings. */
    static String canonical(String name) {
        return withoutLastDot(name).toLowerCase(Locale.ROOT);
    }

    private static String withoutLastDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
