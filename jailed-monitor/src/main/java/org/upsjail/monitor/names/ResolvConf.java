// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How nameservers are asked, as resolv.conf(5) says it.
 *
 * @param servers in the order in which they are asked, never none
 * @param search the domains a short name is completed with
 * @param ndots a name with at least as many dots is asked for as it is first
 * @param timeout how long one server has for one question
 * @param attempts how often all servers are asked
 */
record ResolvConf(List<InetSocketAddress> servers, List<String> search, int ndots, Duration timeout, int attempts) {

    /** RFC 1035. */
    static final int DNS_PORT = 53;

    ResolvConf {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
    }

    /** Without a line in the file: the server on this host, as resolv.conf(5) has it. */
    static List<InetSocketAddress> ownServer() {
        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), DNS_PORT));
    }

    ResolvConf withServers(List<InetSocketAddress> others) {
        return new ResolvConf(others, search, ndots, timeout, attempts);
    }
}
