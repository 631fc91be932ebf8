// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a running dispatcher: the other end of {@link OperatorSocket}. */
public final class OperatorClient {

    /** The status of a thousand UPSes. */
    private static final int MAX_REPLY_BYTES = 4 << 20;

    private static final int NO_END_BYTE = -1;

    /** The dispatcher says by itself when it is too late. */
    private static final Duration PATIENCE = OperatorSocket.REPLY_LIMIT.plusSeconds(5);

    private final Path directory;

    public OperatorClient(Path directory) {
        this.directory = directory;
    }

    /** @throws IOException when no dispatcher is there, or it does not answer */
    public OperatorReply ask(OperatorRequest request) throws IOException {
        SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(OperatorSocket.FILE_NAME)));
        try (OperatorLine line = new OperatorLine(channel)) {
            line.write(request.line() + "\n", OperatorSocket.REQUEST_LIMIT);
            String reply = line.read(NO_END_BYTE, MAX_REPLY_BYTES, PATIENCE);
            int newline = reply.indexOf('\n');
            if (newline < 0) {
                throw new IOException("the answer is cut short");
            }
            return new OperatorReply(reply.startsWith("OK\n"), reply.substring(newline + 1));
        }
    }
}
