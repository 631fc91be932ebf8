// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.upsjail.protocol.config.MonitorLine;

/**
 * What upsd.users(5) of this host lets the accounts of the MONITOR lines do. What such an account may do beyond watching,
 * a conquered monitor may do; what it may not, upsd refuses when it is needed.
 */
final class UpsdRights {

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "ip6-localhost", "ip6-loopback", "::1");
    private static final Set<String> PRIMARY = Set.of("primary", "master");
    private static final Set<String> SECONDARY = Set.of("secondary", "slave");

    /** What an account is given: the words behind each right. Passwords are not kept. */
    private final Map<String, Map<String, Set<String>>> accounts = new LinkedHashMap<>();

    /** @param lines of upsd.users */
    UpsdRights(List<String> lines) {
        Map<String, Set<String>> rights = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words =
                    line.replaceFirst("#.*", "").replace('=', ' ').strip().split("\\s+");
            if (words[0].startsWith("[") && words[0].endsWith("]")) {
                String name = words[0].substring(1, words[0].length() - 1);
                rights = accounts.computeIfAbsent(name, unknown -> new LinkedHashMap<>());
            } else if (Set.of("instcmds", "actions", "upsmon").contains(words[0].toLowerCase(Locale.ROOT))) {
                Set<String> given =
                        rights.computeIfAbsent(words[0].toLowerCase(Locale.ROOT), none -> new LinkedHashSet<>());
                List.of(words).subList(1, words.length).forEach(word -> given.add(word.toLowerCase(Locale.ROOT)));
            }
        }
    }

    /** What does not fit the MONITOR lines that name a upsd of this host, a sentence each. */
    List<String> objections(List<MonitorLine> monitors) {
        Map<String, Boolean> primaryByUser = new LinkedHashMap<>();
        for (MonitorLine monitor : monitors) {
            if (isLocal(monitor.address().host())) {
                primaryByUser.merge(monitor.userName(), monitor.isPrimary(), Boolean::logicalOr);
            }
        }
        List<String> objections = new ArrayList<>();
        primaryByUser.forEach((user, primary) -> {
            Map<String, Set<String>> rights = accounts.get(user);
            if (rights == null) {
                objections.add("there is no account " + user + ", so upsd refuses its login; add it");
            } else {
                addTooWide(user, rights, primary, objections);
                addTooNarrow(user, rights.getOrDefault("upsmon", Set.of()), primary, objections);
            }
        });
        return objections;
    }

    private static boolean isLocal(String host) {
        return LOCAL_HOSTS.contains(host.toLowerCase(Locale.ROOT)) || host.startsWith("127.");
    }

    private static void addTooWide(
            String user, Map<String, Set<String>> rights, boolean primary, List<String> objections) {
        for (String right : List.of("actions", "instcmds")) {
            Set<String> given = rights.getOrDefault(right, Set.of());
            if (!given.isEmpty()) {
                objections.add("account " + user + " has " + right + " " + String.join(" ", given)
                        + ", more than watching needs; give the monitor an account without");
            }
        }
        boolean maySetFsd = rights.getOrDefault("upsmon", Set.of()).stream().anyMatch(PRIMARY::contains);
        if (maySetFsd && !primary) {
            objections.add("account " + user + " has upsmon primary, and with it FSD for every host on its UPS, where"
                    + " this host is secondary; upsmon secondary is enough");
        }
    }

    private static void addTooNarrow(String user, Set<String> upsmon, boolean primary, List<String> objections) {
        if (upsmon.stream().noneMatch(word -> PRIMARY.contains(word) || SECONDARY.contains(word))) {
            objections.add(
                    "account " + user + " has no upsmon primary or secondary, so upsd refuses its login; add it");
        } else if (primary && upsmon.stream().noneMatch(PRIMARY::contains)) {
            objections.add("account " + user + " has upsmon secondary, so upsd refuses the FSD of a primary; write"
                    + " upsmon primary");
        }
    }
}
