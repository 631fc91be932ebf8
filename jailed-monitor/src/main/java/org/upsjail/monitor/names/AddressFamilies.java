// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Which addresses a name may come to: upsmon's {@code -4} and {@code -6}. */
public enum AddressFamilies {
    BOTH,
    IPV4,
    IPV6;

    /** Of one family: a name with more is a mistake or a lie, and each is a connection to be waited for. */
    static final int MAX_ADDRESSES = 8;

    boolean ipv4() {
        return this != IPV6;
    }

    boolean ipv6() {
        return this != IPV4;
    }

    /**
     * What of {@code addresses} is admitted, at most {@link #MAX_ADDRESSES} of a family: IPv6 before IPv4, as RFC 6724
     * has it where both can be reached, each family in the order it had. One that has no route fails at once.
     */
    List<InetAddress> select(List<InetAddress> addresses) {
        List<InetAddress> selected = new ArrayList<>();
        if (ipv6()) {
            addresses.stream()
                    .filter(address -> !(address instanceof Inet4Address))
                    .distinct()
                    .limit(MAX_ADDRESSES)
                    .forEach(selected::add);
        }
        if (ipv4()) {
            addresses.stream()
                    .filter(Inet4Address.class::isInstance)
                    .distinct()
                    .limit(MAX_ADDRESSES)
                    .forEach(selected::add);
        }
        return List.copyOf(selected);
    }
}
