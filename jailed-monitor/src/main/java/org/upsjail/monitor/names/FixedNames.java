// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names that no query is needed for.
 *
 * @param known their addresses
 * @param unknown all others
 */
record FixedNames(Map<String, List<InetAddress>> known, List<String> unknown) {

    /** RFC 6761: it is this host, whoever is asked, and so nobody is. */
    private static final String LOCALHOST = "localhost";

    private static final List<InetAddress> LOOPBACK =
            List.of(AddressLiteral.parse("::1").orElseThrow(), InetAddress.getLoopbackAddress());

    static FixedNames of(List<String> hosts, NameFiles files) {
        Set<String> names = hosts.stream().map(DnsName::canonical).collect(Collectors.toSet());
        Map<String, List<InetAddress>> inFile = files.hosts(names);
        Map<String, List<InetAddress>> known = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            AddressLiteral.parse(name).ifPresent(address -> known.put(name, List.of(address)));
            if (inFile.containsKey(name)) {
                known.putIfAbsent(name, inFile.get(name));
            } else if (name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)) {
                known.putIfAbsent(name, LOOPBACK);
            } else if (!known.containsKey(name)) {
                unknown.add(name);
            }
        }
        return new FixedNames(known, unknown);
    }
}
