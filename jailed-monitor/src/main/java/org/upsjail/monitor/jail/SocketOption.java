// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/**
 * The options the JDK and Netty use on TCP and UDP sockets, by level; socket(7), tcp(7), ip(7), ipv6(7). Left out are
 * those that reach further than the socket: TCP_CONGESTION loads a kernel module, TCP_ULP another protocol,
 * TCP_FASTOPEN_CONNECT sends without connect, SO_ATTACH_FILTER loads programs, SO_BINDTODEVICE chooses the network.
 */
final class SocketOption {

    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_ERROR = 4;
    private static final int SO_BROADCAST = 6;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_KEEPALIVE = 9;
    private static final int SO_LINGER = 13;

    private static final int SOL_TCP = 6;
    private static final int TCP_NODELAY = 1;

    private static final int SOL_IP = 0;
    private static final int IP_MULTICAST_ALL = 49;

    private static final int SOL_IPV6 = 41;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_MULTICAST_ALL = 29;
    private static final int IPV6_RECVPKTINFO = 49;

    private SocketOption() {}

    static ArgumentTest[] ofSocket() {
        return options(SOL_SOCKET, SO_REUSEADDR, SO_ERROR, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE, SO_LINGER);
    }

    static ArgumentTest[] ofTcp() {
        return options(SOL_TCP, TCP_NODELAY);
    }

    /** What the JDK sets on every UDP socket. */
    static ArgumentTest[] ofIpv4() {
        return options(SOL_IP, IP_MULTICAST_ALL);
    }

    /** What the JDK sets on every socket, and on every UDP socket. */
    static ArgumentTest[] ofIpv6() {
        return options(SOL_IPV6, IPV6_V6ONLY, IPV6_MULTICAST_HOPS, IPV6_MULTICAST_ALL, IPV6_RECVPKTINFO);
    }

    /** The arguments of setsockopt and getsockopt alike. */
    private static ArgumentTest[] options(int level, Integer... names) {
        return new ArgumentTest[] {ArgumentTest.is(1, level), ArgumentTest.is(2, names)};
    }
}
