// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads the monitor's pipe on a thread of its own and hands over pieces. One piece is on its way at a time: a flood fills
 * the pipe and stops the monitor, not the decisions.
 */
public final class PipeReader {

    /** More than a first statement of five UPSes. */
    private static final int PIECE_BYTES = 4096;

    private final InputStream pipe;
    private final Consumer<byte[]> pieces;
    private final Runnable end;
    private final Semaphore piecesAllowed = new Semaphore(1);

    /**
     * @param pieces takes each piece, on the reading thread; {@link #handled} allows the next
     * @param end runs at end of file or error
     */
    public PipeReader(InputStream pipe, Consumer<byte[]> pieces, Runnable end) {
        this.pipe = pipe;
        this.pieces = pieces;
        this.end = end;
    }

    public void start(String threadName) {
        Thread thread = new Thread(this::read, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** The last piece has been dealt with. On any thread. */
    public void handled() {
        piecesAllowed.release();
    }

    private void read() {
        byte[] buffer = new byte[PIECE_BYTES];
        try {
            int count = pipe.read(buffer);
            while (count >= 0) {
                piecesAllowed.acquire();
                pieces.accept(Arrays.copyOf(buffer, count));
                count = pipe.read(buffer);
            }
        } catch (IOException broken) {
            // The same to us as the end of the file: the monitor is gone.
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        end.run();
    }
}
