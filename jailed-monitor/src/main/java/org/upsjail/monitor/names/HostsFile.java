// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** hosts(5), of which only the names that are asked for are kept: some are lists of a hundred thousand to be blocked. */
final class HostsFile {

    private final Set<String> wanted;
    private final Map<String, List<InetAddress>> found = new LinkedHashMap<>();

    /** @param wanted names as {@link DnsName#canonical} writes them */
    HostsFile(Set<String> wanted) {
        this.wanted = new TreeSet<>(wanted);
    }

    /** One line: an address and its names. One without an address at its head says nothing. */
    void line(String line) {
        int comment = line.indexOf('#');
        String[] words =
                (comment < 0 ? line : line.substring(0, comment)).strip().split("[ \t]+", -1);
        for (int i = 1; i < words.length; i++) {
            String name = DnsName.canonical(words[i]);
            if (wanted.contains(name)) {
                Optional<InetAddress> address = AddressLiteral.parse(words[0]);
                address.ifPresent(known -> add(name, known));
            }
        }
    }

    /** What the lines so far say, in their order. */
    Map<String, List<InetAddress>> found() {
        return Map.copyOf(found);
    }

    private void add(String name, InetAddress address) {
        List<InetAddress> addresses = found.computeIfAbsent(name, unknown -> new ArrayList<>());
        if (addresses.size() < 2 * AddressFamilies.MAX_ADDRESSES) {
            addresses.add(address);
        }
    }
}
