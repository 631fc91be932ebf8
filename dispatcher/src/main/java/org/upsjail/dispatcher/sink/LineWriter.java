// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes lines on a thread of its own, so that a journal or a terminal that has stopped reading holds up no decision.
 * Lines that find no room are counted and the count is written when there is room again.
 */
final class LineWriter {

    /** A large site's first statements and every announcement of a bad minute. */
    private static final int MAX_WAITING = 4096;

    /** No line is empty: each ends with its newline. */
    private static final String END = "";

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicInteger dropped = new AtomicInteger();
    private final OutputStream out;
    private final Thread thread;

    LineWriter(OutputStream out) {
        this.out = out;
        thread = new Thread(this::writeUntilEnd, "log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. {@code line} ends with its newline. */
    void write(String line) {
        if (!waiting.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Writes what was given so far, for at most {@code limit}. */
    void end(Duration limit) {
        if (!waiting.offer(END)) {
            return;
        }
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilEnd() {
        try {
            for (String line = waiting.take(); !line.isEmpty(); line = waiting.take()) {
                writeWithCount(line);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeWithCount(String line) {
        int lost = dropped.getAndSet(0);
        String count = lost > 0 ? lost + " log lines were dropped\n" : "";
        try {
            out.write((count + line).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException nobodyListens) {
            dropped.addAndGet(lost + 1);
        }
    }
}
