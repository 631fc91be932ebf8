// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes to and from one client. Touched by the server's thread only. */
final class UpsdConnection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    final long number;
    final UpsdSession session;
    final UpsdWords words = new UpsdWords();
    long lastHeard;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<Answer> waiting = new ArrayDeque<>();
    private Answer current = Answer.whole("");
    private ByteBuffer bytes = NOTHING;
    private boolean closing;

    UpsdConnection(long number, SocketChannel channel, SelectionKey key, UpsdSession session) {
        this.number = number;
        this.channel = channel;
        this.key = key;
        this.session = session;
    }

    /** Reads once; a negative count is the client's end. */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Puts an answer behind those not yet sent; nothing goes out after a closing one. */
    void enqueue(Answer answer) {
        if (!closing) {
            waiting.add(answer);
            closing = answer.thenClose();
        }
    }

    /** Ends the connection once all answers are out. */
    void closeWhenSent() {
        closing = true;
    }

    /**
     * Writes what the socket takes now.
     *
     * @return whether the connection must be closed
     */
    boolean flush() throws IOException {
        while (load()) {
            if (current.dripped()) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                return false;
            }
            channel.write(bytes);
            if (bytes.hasRemaining() || !current.endlessly().isEmpty()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                return false;
            }
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        return closing;
    }

    /** Whether the next byte waits for the drip clock. */
    boolean drips() {
        return bytes.hasRemaining() && current.dripped();
    }

    /** Writes one byte. */
    void drip() throws IOException {
        ByteBuffer one = bytes.slice(bytes.position(), 1);
        bytes.position(bytes.position() + channel.write(one));
    }

    /** Ends the connection, with FIN or, if {@code abortively}, with RST. */
    void close(boolean abortively) throws IOException {
        if (abortively) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.close();
    }

    /** Makes {@link #bytes} the next bytes to send; false if there are none. */
    private boolean load() {
        while (!bytes.hasRemaining()) {
            if (!current.endlessly().isEmpty()) {
                bytes = encoded(current.endlessly());
            } else if (waiting.isEmpty()) {
                return false;
            } else {
                current = waiting.remove();
                bytes = encoded(current.text());
            }
        }
        return true;
    }

    private static ByteBuffer encoded(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
