// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes over one connection of the operator's socket, each way bounded in size and time. */
final class OperatorLine implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    OperatorLine(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = channel.provider().openSelector();
        key = channel.register(selector, 0);
    }

    /**
     * What comes up to {@code end} (or the end of the connection), without it.
     *
     * @throws IOException when it is not there within {@code limit}, or is longer than {@code maxBytes}
     */
    String read(int end, int maxBytes, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(512);
        while (text.size() <= maxBytes) {
            await(SelectionKey.OP_READ, deadline);
            int count = channel.read(piece.clear());
            for (int i = 0; i < count; i++) {
                int b = Byte.toUnsignedInt(piece.get(i));
                if (b == end) {
                    return text.toString(StandardCharsets.UTF_8);
                }
                text.write(b);
            }
            if (count < 0) {
                return text.toString(StandardCharsets.UTF_8);
            }
        }
        throw new IOException("more than " + maxBytes + " bytes");
    }

    /** @throws IOException when it is not taken within {@code limit} */
    void write(String text, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE, deadline);
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }

    private void await(int operation, long deadline) throws IOException {
        key.interestOps(operation);
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new IOException("the other end is too slow");
        }
        selector.selectedKeys().clear();
    }
}
