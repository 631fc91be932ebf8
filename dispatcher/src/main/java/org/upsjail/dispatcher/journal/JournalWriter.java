// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines on a thread of its own, so that a disk that is slow, full or dead holds up no decision. What cannot be kept
 * is counted; its place is marked once something can be kept again.
 */
final class JournalWriter {

    /** Lines: every change of 2,000 UPSes in a bad second; a quarter of a kilobyte each. One batch may go beyond it. */
    private static final int MAX_WAITING = 4096;

    /** No other is empty. */
    private static final Batch END = new Batch(List.of(), () -> {});

    private final BlockingQueue<Batch> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger linesWaiting = new AtomicInteger();
    private final JournalStore store;
    private final Consumer<String> warnings;
    private final Runnable written;
    private final AtomicLong writtenUpTo = new AtomicLong(-1);
    private final AtomicLong lostInAll = new AtomicLong();
    private final Thread thread;
    private volatile boolean failing;
    private boolean unsettled;
    private @Nullable JournalLine firstLost;
    private long lost;

    /**
     * What is written at once.
     *
     * @param then runs when they have been dealt with, on the writing thread
     */
    record Batch(List<JournalLine> lines, Runnable then) {}

    /** @param written runs after each batch that is dealt with, on the writing thread */
    JournalWriter(JournalStore store, Consumer<String> warnings, Runnable written) {
        this.store = store;
        this.warnings = warnings;
        this.written = written;
        thread = new Thread(this::writeUntilEnd, "journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** False where there is no room. Never waits. */
    boolean offer(Batch batch) {
        if (linesWaiting.get() >= MAX_WAITING) {
            return false;
        }
        linesWaiting.addAndGet(batch.lines().size());
        return waiting.add(batch);
    }

    /** The number of the last line that was kept, or given up. */
    long writtenUpTo() {
        return writtenUpTo.get();
    }

    /** Whether the last line could not be kept. */
    boolean failing() {
        return failing;
    }

    /** Lines that were given to this writer and could not be kept. */
    long lost() {
        return lostInAll.get();
    }

    /** Writes what was given so far, for at most {@code limit}. */
    void end(Duration limit) {
        waiting.add(END);
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilEnd() {
        try {
            for (Batch batch = waiting.take(); !batch.lines().isEmpty(); batch = waiting.take()) {
                List<JournalLine> lines = batch.lines();
                List<JournalLine> kept = keep(lines);
                then(batch);
                settle(kept);
                linesWaiting.addAndGet(-lines.size());
                writtenUpTo.set(lines.get(lines.size() - 1).number());
                written.run();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is another room's, and must not end the writing; what it did not do the decide thread does. */
    private void then(Batch batch) {
        try {
            batch.then().run();
        } catch (RuntimeException | LinkageError fault) {
            warnings.accept("internal error, please report it: " + fault);
        }
    }

    /** Gives what is kept now. */
    private List<JournalLine> keep(List<JournalLine> batch) {
        List<JournalLine> lines = batch;
        JournalLine gap = firstLost;
        if (gap != null) {
            lines = new ArrayList<>();
            lines.add(new JournalLine(gap.number(), gap.mono(), gap.wall(), false, new JournalRecord.Gap(lost)));
            lines.addAll(batch);
        }
        try {
            store.append(lines);
            if (gap != null) {
                warnings.accept("the journal is written again; " + lost + " records are missing from it");
                firstLost = null;
                lost = 0;
            }
            failing = false;
            return lines;
        } catch (IOException | RuntimeException failed) {
            lost(batch, failed);
            return List.of();
        }
    }

    private void settle(List<JournalLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            store.settle(lines);
            unsettled = false;
        } catch (IOException | RuntimeException failed) {
            if (!unsettled) {
                warnings.accept("violations cannot be written to a file of their own (" + failed + ")");
            }
            unsettled = true;
        }
    }

    private void lost(List<JournalLine> batch, Exception failed) {
        if (firstLost == null) {
            firstLost = batch.get(0);
            warnings.accept("the journal cannot be written (" + failed + "); watching goes on without it");
        }
        failing = true;
        lost += batch.size();
        lostInAll.addAndGet(batch.size());
    }
}
