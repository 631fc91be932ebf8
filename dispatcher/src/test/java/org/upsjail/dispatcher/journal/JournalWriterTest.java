// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done when lines have been kept, and in which order. */
@Timeout(60)
class JournalWriterTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<List<JournalRecord>> settled = Collections.synchronizedList(new ArrayList<>());
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch maySettle = new CountDownLatch(1);
    private volatile boolean appendFails;
    private volatile boolean settleFails;

    private final JournalWriter writer = new JournalWriter(
            new JournalStore() {
                @Override
                public void append(List<JournalLine> lines) throws IOException {
                    if (appendFails) {
                        throw new IOException("no space left on device");
                    }
                }

                @Override
                public void settle(List<JournalLine> lines) throws IOException {
                    try {
                        maySettle.await();
                    } catch (InterruptedException asked) {
                        throw new IOException(asked);
                    }
                    if (settleFails) {
                        throw new IOException("input/output error");
                    }
                    settled.add(lines.stream().map(JournalLine::record).toList());
                }
            },
            warnings::add,
            () -> {});

    private static JournalWriter.Batch batch(JournalRecord record, Runnable then) {
        return new JournalWriter.Batch(List.of(new JournalLine(1, Duration.ZERO, Instant.EPOCH, false, record)), then);
    }

    @Test
    void whoWaitsForTheLinesDoesNotWaitForWhatElseIsDoneAboutThem() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        assertTrue(writer.offer(batch(new JournalRecord.Alive(), released::countDown)));
        released.await();

        assertEquals(List.of(), settled);
        maySettle.countDown();
        writer.end(LIMIT);
        assertEquals(List.of(List.of(new JournalRecord.Alive())), settled);
    }

    @Test
    void markOfAGapIsSettledWithTheLinesBehindItAndWhatWasLostIsNot() throws InterruptedException {
        maySettle.countDown();
        appendFails = true;
        CountDownLatch lost = new CountDownLatch(1);
        assertTrue(writer.offer(batch(new JournalRecord.Alive(), lost::countDown)));
        lost.await();
        appendFails = false;
        assertTrue(writer.offer(batch(new JournalRecord.Stopped(), () -> {})));
        writer.end(LIMIT);

        assertEquals(List.of(List.of(new JournalRecord.Gap(1), new JournalRecord.Stopped())), settled);
    }

    @Test
    void linesThatCannotBeSettledAreSaidOnceAndNotLost() {
        maySettle.countDown();
        settleFails = true;
        assertTrue(writer.offer(batch(new JournalRecord.Alive(), () -> {})));
        assertTrue(writer.offer(batch(new JournalRecord.Alive(), () -> {})));
        writer.end(LIMIT);

        assertEquals(0, writer.lost());
        assertFalse(writer.failing());
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("input/output error"), warnings.toString());
    }
}
