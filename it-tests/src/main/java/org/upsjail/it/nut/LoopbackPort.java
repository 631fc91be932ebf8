// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a program that must be told one. */
final class LoopbackPort {

    /** Below the range from which the kernel takes ports for outgoing connections, so none of those is in the way. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    /** Among twelve thousand, only a broken host has this many taken. */
    private static final int ATTEMPTS = 100;

    private LoopbackPort() {}

    /** One on which nobody listens now. */
    static int free() throws IOException {
        IOException last = new IOException("no free port");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
