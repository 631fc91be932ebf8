// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** Sockets but TCP and UDP over IP, servers, options that reach past the socket, memory shared with others. */
final class ForbiddenSockets {

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_NETLINK = 16;
    private static final int AF_PACKET = 17;
    private static final int AF_VSOCK = 40;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_MPTCP = 262;

    private static final long MSG_FASTOPEN = 0x20000000;

    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_TCP = 6;
    private static final int TCP_CONGESTION = 13;
    private static final int TCP_FASTOPEN_CONNECT = 30;
    private static final int TCP_ULP = 31;

    private ForbiddenSockets() {}

    static void addTo(ForbiddenActs acts) {
        acts.addAs("socket AF_UNIX", "socket", AF_UNIX, -1);
        acts.addAs("socket AF_NETLINK", "socket", AF_NETLINK, -1);
        acts.addAs("socket AF_PACKET", "socket", AF_PACKET, -1);
        acts.addAs("socket AF_VSOCK", "socket", AF_VSOCK, -1);
        acts.addAs("socket raw", "socket", AF_INET, SOCK_RAW, -1);
        // With wrong arguments this would not ask the filter for MPTCP: where it is not refused, it is had and closed.
        acts.addOpening("socket MPTCP", "socket", AF_INET, SOCK_STREAM, IPPROTO_MPTCP);
        acts.add("socketpair", AF_UNIX, -1);
        acts.add("listen", -1);
        acts.add("accept4", -1, 0, 0, -1);
        acts.addAs("sendto MSG_FASTOPEN", "sendto", -1, 0, 0, MSG_FASTOPEN);
        acts.addAs("sendmsg MSG_FASTOPEN", "sendmsg", -1, 0, MSG_FASTOPEN);
        acts.add("sendmmsg", -1);
        acts.addAs("setsockopt TCP_FASTOPEN_CONNECT", "setsockopt", -1, SOL_TCP, TCP_FASTOPEN_CONNECT);
        acts.addAs("setsockopt TCP_CONGESTION", "setsockopt", -1, SOL_TCP, TCP_CONGESTION);
        acts.addAs("setsockopt TCP_ULP", "setsockopt", -1, SOL_TCP, TCP_ULP);
        acts.addAs("setsockopt SO_ATTACH_FILTER", "setsockopt", -1, SOL_SOCKET, SO_ATTACH_FILTER);
        acts.addAs("setsockopt SO_BINDTODEVICE", "setsockopt", -1, SOL_SOCKET, SO_BINDTODEVICE);
        acts.add("dup", -1);
        acts.add("pipe2", 0, -1);
        acts.add("splice", -1, 0, -1);
        acts.add("shmget", 0, 0, 0);
        acts.add("shmat", -1);
        acts.add("msgget", -1);
        acts.add("semget", -1, -1);
        acts.add("mq_open");
    }
}
