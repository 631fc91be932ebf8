// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.upsjail.protocol.config.NameServer;

/**
 * What is known of the names before the jail.
 *
 * @param fixed addresses written as such, and those of the hosts file: never asked for
 * @param remembered what this host's own resolver said of names that may not be in DNS: for when DNS does not know them
 * @param dns whom to ask for all others, and how
 */
public record NameSources(
        Map<String, List<InetAddress>> fixed, Map<String, List<InetAddress>> remembered, ResolvConf dns) {

    public NameSources {
        fixed = Map.copyOf(fixed);
        remembered = Map.copyOf(remembered);
    }

    /**
     * Reads this host's files, and asks its resolver where nsswitch.conf names more than files and dns: then it waits,
     * but not for longer than {@link HostResolver#LIMIT}. A file that cannot be read counts as empty and is logged.
     *
     * @param hosts as the configuration has them
     * @param nameServers instead of those of resolv.conf, if there are any
     * @param threadMaker runs what starts threads: one that may not pass on a capability
     */
    public static NameSources ofThisHost(
            List<String> hosts, List<NameServer> nameServers, Executor threadMaker, Consumer<String> log)
            throws InterruptedException {
        NameFiles files = NameFiles.ofThisHost(log);
        FixedNames fixed = FixedNames.of(hosts, files);
        List<String> others = fixed.unknown();
        Map<String, List<InetAddress>> remembered = !others.isEmpty() && files.namesComeFromElsewhereToo()
                ? HostResolver.ask(others, threadMaker, log)
                : Map.of();
        ResolvConf dns = files.resolvConf();
        return new NameSources(
                fixed.known(), remembered, nameServers.isEmpty() ? dns : dns.withServers(addressesOf(nameServers)));
    }

    /** Nothing but what {@code fixed} says, names in lower case. */
    public static NameSources of(Map<String, List<InetAddress>> fixed) {
        return new NameSources(fixed, Map.of(), ResolvConfParser.parse(List.of(), "", line -> {}));
    }

    /** The configuration took them for addresses already. */
    private static List<InetSocketAddress> addressesOf(List<NameServer> nameServers) {
        return nameServers.stream()
                .map(server -> AddressLiteral.parse(server.address())
                        .map(address -> new InetSocketAddress(address, server.port())))
                .flatMap(Optional::stream)
                .toList();
    }
}
