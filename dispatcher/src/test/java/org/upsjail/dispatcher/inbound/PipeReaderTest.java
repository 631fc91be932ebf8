// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** One piece at a time, on a thread of its own. */
@Timeout(60)
class PipeReaderTest {

    private static final int PATIENCE_SECONDS = 30;

    private final FakePipe pipe = new FakePipe();
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private PipeReader reading(String thread) {
        PipeReader reader = new PipeReader(pipe, pieces::add, ended::countDown);
        reader.start(thread);
        return reader;
    }

    @Test
    void pieceIsHandedOverAsItCame(TestInfo test) throws InterruptedException {
        pipe.write(new byte[] {1, 2, 3});
        reading(test.getDisplayName());

        assertArrayEquals(new byte[] {1, 2, 3}, pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void nextPieceWaitsUntilTheLastIsHandled(TestInfo test) throws InterruptedException {
        for (byte i = 1; i <= 3; i++) {
            pipe.write(new byte[] {i});
        }
        PipeReader reader = reading(test.getDisplayName());
        for (byte i = 1; i <= 3; i++) {
            assertArrayEquals(new byte[] {i}, pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
            awaitWaiting(test.getDisplayName());
            assertEquals(0, pieces.size());
            reader.handled();
        }
    }

    @Test
    void readThatBringsNothingIsNotTheEnd(TestInfo test) throws InterruptedException {
        pipe.write(new byte[0]);
        pipe.write(new byte[] {1});
        reading(test.getDisplayName()).handled();

        assertArrayEquals(new byte[0], pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertArrayEquals(new byte[] {1}, pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void readingKeepsNoProcessAlive(TestInfo test) {
        reading(test.getDisplayName());

        assertTrue(threadNamed(test.getDisplayName()).isDaemon());
    }

    @Test
    void interruptEndsTheReadingAndIsPassedOn(TestInfo test) throws InterruptedException {
        BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
        pipe.write(new byte[] {1});
        pipe.write(new byte[] {2});
        new PipeReader(
                        pipe,
                        pieces::add,
                        () -> interrupted.add(Thread.currentThread().isInterrupted()))
                .start(test.getDisplayName());
        awaitWaiting(test.getDisplayName());
        threadNamed(test.getDisplayName()).interrupt();

        assertEquals(true, interrupted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, pieces.size());
    }

    @Test
    void endIsToldAfterTheLastPiece(TestInfo test) throws InterruptedException {
        pipe.write(new byte[] {1});
        pipe.end();
        reading(test.getDisplayName());

        assertTrue(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, pieces.size());
    }

    @Test
    void brokenPipeIsAnEnd(TestInfo test) throws InterruptedException {
        pipe.fail();
        reading(test.getDisplayName());

        assertTrue(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** Until the reading thread can do nothing more by itself. */
    private static void awaitWaiting(String name) {
        Thread thread = threadNamed(name);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static Thread threadNamed(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
