// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a Unix socket, as the kernel knows it. */
@SuppressForbidden(reason = "jdk.net is a supported module of the JDK, and the only one that gives SO_PEERCRED")
final class Peer {

    private Peer() {}

    /** The account's name, or its number where it has none (SO_PEERCRED, unix(7)). */
    static String accountOf(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }
}
