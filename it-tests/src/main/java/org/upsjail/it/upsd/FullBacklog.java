// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A loopback port that drops SYNs: it listens, accepts nobody, and its backlog is full. Whoever connects gets no answer
 * at all, as from a host that is off or behind a firewall. Closing empties the port.
 */
public final class FullBacklog implements AutoCloseable {

    private static final int SHORTEST = 1;

    /** The kernel takes one or two more than it was told. */
    private static final int MOST = 64;

    /** On loopback a connection that is taken takes microseconds. */
    private static final int NOT_TAKEN_MILLIS = 300;

    private final ServerSocket listener;
    private final List<Socket> filling = new ArrayList<>();

    private FullBacklog(ServerSocket listener) {
        this.listener = listener;
    }

    /** @param port which nobody listens on; 0: any */
    public static FullBacklog on(int port) throws IOException {
        FullBacklog full = new FullBacklog(new ServerSocket(port, SHORTEST, InetAddress.getLoopbackAddress()));
        try {
            while (full.takesAnother()) {
                if (full.filling.size() > MOST) {
                    throw new IOException("the backlog does not fill");
                }
            }
        } catch (IOException e) {
            full.close();
            throw e;
        }
        return full;
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : filling) {
            socket.close();
        }
        listener.close();
    }

    private boolean takesAnother() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), NOT_TAKEN_MILLIS);
            filling.add(socket);
            return true;
        } catch (SocketTimeoutException dropped) {
            socket.close();
            return false;
        }
    }
}
