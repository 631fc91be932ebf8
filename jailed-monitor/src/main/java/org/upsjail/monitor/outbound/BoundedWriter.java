// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A thread that writes what others hand it without ever making them wait. Each piece is one write(2). The thread exists
 * from construction on, because none can be started in the jail.
 */
final class BoundedWriter {

    private final BlockingQueue<byte[]> queue;
    private final AtomicInteger unwritten = new AtomicInteger();
    private final OutputStream out;
    private final Consumer<IOException> broken;

    /** @param broken runs on the writing thread when the descriptor takes no more; nothing is written afterwards */
    BoundedWriter(String threadName, OutputStream out, int capacity, Consumer<IOException> broken) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.out = out;
        this.broken = broken;
        Thread thread = new Thread(this::drain, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** False when the queue is full; the piece is then not taken. */
    boolean offer(byte[] piece) {
        unwritten.incrementAndGet();
        boolean taken = queue.offer(piece);
        if (!taken) {
            unwritten.decrementAndGet();
        }
        return taken;
    }

    /** Whether all that was taken has been written. */
    boolean isIdle() {
        return unwritten.get() == 0;
    }

    private void drain() {
        try {
            while (true) {
                out.write(queue.take());
                out.flush();
                unwritten.decrementAndGet();
            }
        } catch (IOException gone) {
            broken.accept(gone);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
