// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writing beside the decide thread: on a disk that is well, slow, dead or full. */
@Timeout(60)
class JournalTest {

    private final HeldDisk disk = new HeldDisk();
    private final BlockingQueue<Runnable> decideThread = new LinkedBlockingQueue<>();
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final List<String> ran = new ArrayList<>();
    private Duration now = Duration.ofSeconds(10);
    private final Journal journal = new Journal(
            disk,
            5,
            () -> now,
            Duration.ofHours(1),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            decideThread::add,
            warnings::add);

    private void runNextTask() throws InterruptedException {
        Runnable task = decideThread.poll(30, TimeUnit.SECONDS);
        assertTrue(task != null);
        if (task != null) {
            task.run();
        }
    }

    /** What the decide thread does after each of its tasks. */
    private void endStep() {
        for (Runnable task = decideThread.poll(); task != null; task = decideThread.poll()) {
            task.run();
        }
    }

    @Test
    void recordsAreNumberedFromWhereTheLastJournalEnded() {
        assertEquals(5, journal.record(new JournalRecord.Alive()));
        assertEquals(6, journal.record(new JournalRecord.Alive()));
    }

    @Test
    void taskWaitsUntilWhatWasRecordedIsWritten() throws InterruptedException {
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> ran.add("task"));
        assertEquals(List.of(), ran);

        disk.answer();
        while (ran.isEmpty()) {
            runNextTask();
        }
        assertEquals(List.of("task"), ran);
    }

    @Test
    void whatMayRunAtOnceRunsWhenTheRecordIsWritten() throws InterruptedException {
        BlockingQueue<String> released = new LinkedBlockingQueue<>();
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> released.add("released with " + disk.kept.size() + " kept"), () -> ran.add("task"));
        assertTrue(released.isEmpty());
        disk.answers.release();

        assertEquals("released with 1 kept", released.take());
        assertEquals(List.of(), ran);
        while (ran.isEmpty()) {
            runNextTask();
        }
        assertEquals(List.of("task"), ran);
    }

    @Test
    void whatMayRunAtOnceRunsThoughTheDiskIsFull() throws InterruptedException {
        disk.full = true;
        BlockingQueue<String> released = new LinkedBlockingQueue<>();
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> released.add("released"), () -> ran.add("task"));
        disk.answer();

        assertEquals("released", released.take());
    }

    @Test
    void aFaultInWhatRunsAtOnceIsSaidAndTheTaskRunsAllTheSame() throws InterruptedException {
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(
                () -> {
                    throw new NoClassDefFoundError("Overwritten");
                },
                () -> ran.add("task"));
        disk.answer();
        while (ran.isEmpty()) {
            runNextTask();
        }

        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("Overwritten"), warnings.toString());
    }

    @Test
    void taskRunsAfterAWhileThoughTheDiskDoesNotAnswer() {
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> ran.add("task"));
        now = now.plus(Journal.MAX_WAIT);
        journal.tick();

        assertEquals(List.of("task"), ran);
        assertFalse(journal.writing());
    }

    @Test
    void furtherTasksWaitForNoDiskThatDidNotAnswer() {
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> ran.add("first"));
        now = now.plus(Journal.MAX_WAIT);
        journal.tick();
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> ran.add("second"));

        assertEquals(List.of("first", "second"), ran);
    }

    @Test
    void tasksKeepTheirOrder() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            String name = "task" + i;
            journal.record(new JournalRecord.Alive());
            journal.whenWritten(() -> ran.add(name));
        }
        for (int i = 0; i < 3; i++) {
            disk.answer();
        }
        while (ran.size() < 3) {
            runNextTask();
        }

        assertEquals(List.of("task0", "task1", "task2"), ran);
    }

    @Test
    void fullDiskIsSaidOnceAndItsGapMarkedWhenThereIsRoom() throws InterruptedException {
        disk.full = true;
        for (int i = 0; i < 3; i++) {
            journal.record(new JournalRecord.Alive());
            endStep();
            disk.answer();
        }
        disk.full = false;
        journal.record(new JournalRecord.Stopped());
        endStep();
        List<JournalRecord> kept = disk.answer();
        journal.end(Duration.ofSeconds(30));

        assertEquals(List.of(new JournalRecord.Gap(3), new JournalRecord.Stopped()), kept);
        assertEquals(2, warnings.size(), warnings.toString());
        assertEquals(3, journal.lost());
    }

    @Test
    void knowledgeIsDueOnceAfterAGap() throws InterruptedException {
        assertFalse(journal.knowledgeIsDue());
        disk.full = true;
        journal.record(new JournalRecord.Alive());
        endStep();
        disk.answer();
        disk.full = false;
        journal.record(new JournalRecord.Alive());
        journal.whenWritten(() -> ran.add("kept"));
        disk.answer();
        while (ran.isEmpty()) {
            runNextTask();
        }

        assertTrue(journal.knowledgeIsDue());
        assertFalse(journal.knowledgeIsDue());
    }

    @Test
    void deadDiskLosesRecordsAndDelaysNobody() {
        for (int i = 0; i < 10_000; i++) {
            journal.record(new JournalRecord.Alive());
            endStep();
        }

        assertTrue(journal.lost() > 5000, "lost " + journal.lost());
    }

    @Test
    void silenceIsBrokenByASignOfLife() throws InterruptedException {
        journal.tick();
        now = now.plus(Journal.ALIVE_EVERY);
        journal.tick();
        endStep();

        assertEquals(List.of(new JournalRecord.Alive()), disk.answer());
    }

    @Test
    void whatOneStepRecordsIsOneWrite() throws InterruptedException {
        journal.record(new JournalRecord.Alive());
        journal.record(new JournalRecord.Stopped());
        endStep();

        assertEquals(List.of(new JournalRecord.Alive(), new JournalRecord.Stopped()), disk.answer());
    }

    @Test
    void whatIsRecordedLastIsWrittenBeforeTheEnd() throws InterruptedException {
        journal.record(new JournalRecord.Stopped());
        journal.end(Duration.ofMillis(1));

        assertEquals(List.of(new JournalRecord.Stopped()), disk.answer());
    }
}
