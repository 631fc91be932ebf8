// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A pipe whose reader gets each written piece in one read, and waits for the next. */
public final class FakePipe extends InputStream {

    private static final byte[] END = {};
    private static final byte[] FAILURE = {};

    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();

    public void write(byte[] piece) {
        pieces.add(piece);
    }

    /** The writer closes its end. */
    public void end() {
        pieces.add(END);
    }

    /** Reading gives an error from here on. */
    public void fail() {
        pieces.add(FAILURE);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            byte[] piece = pieces.take();
            if (piece == FAILURE) {
                throw new IOException("broken");
            }
            if (piece == END) {
                return -1;
            }
            System.arraycopy(piece, 0, buffer, offset, piece.length);
            return piece.length;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IOException(asked);
        }
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("read pieces");
    }
}
