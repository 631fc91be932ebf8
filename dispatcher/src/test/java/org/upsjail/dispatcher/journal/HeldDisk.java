// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A disk that answers when it is told to. */
public final class HeldDisk implements JournalStore {

    final Semaphore answers = new Semaphore(0);
    final BlockingQueue<List<JournalLine>> kept = new LinkedBlockingQueue<>();
    volatile boolean full;

    /** A journal on it, whose first record has the number 0. */
    public Journal journal(Supplier<Duration> clock, Executor decideThread) {
        return new Journal(
                this, 0, clock, Duration.ZERO, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), decideThread, warning -> {});
    }

    @Override
    public void append(List<JournalLine> lines) throws IOException {
        answers.acquireUninterruptibly();
        if (full) {
            kept.add(List.of());
            throw new IOException("no space left on device");
        }
        kept.add(List.copyOf(lines));
    }

    /** Waits until the next batch was kept, or could not be. */
    public List<JournalRecord> answer() throws InterruptedException {
        answers.release();
        List<JournalLine> lines = kept.poll(30, TimeUnit.SECONDS);
        return lines == null
                ? List.of()
                : lines.stream().map(JournalLine::record).toList();
    }
}
