// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.dispatcher.decide.ToldAt;

/**
 * Where everything is written down that the next dispatcher must know. Decide thread only, and it never waits: records go
 * to a thread of their own over a bounded queue.
 */
public final class Journal {

    /** A disk that is well answers in a thousandth of it. */
    static final Duration MAX_WAIT = Duration.ofMillis(100);

    /** So that a reader, and the next dispatcher, can tell when this one ended. */
    static final Duration ALIVE_EVERY = Duration.ofMinutes(1);

    private record Waiting(long number, Duration since, Runnable task) {}

    private final Supplier<Duration> clock;
    private final Duration epoch;
    private final Clock wall;
    private final Executor decideThread;
    private final @Nullable JournalWriter writer;

    /** Recorded by what the decide thread does just now, to be written at once. */
    private List<JournalLine> batch = new ArrayList<>();

    private final Deque<Waiting> tasks = new ArrayDeque<>();
    private long next;
    private long lastGiven = -1;
    private long lost;
    private long lostSeen;
    private long unmarked;
    private boolean behind;

    /** Also read by the writing thread, so that it wakes this one only where something waits. */
    private volatile boolean awaited;

    private Duration lastRecord;

    /**
     * @param next the number of the first record
     * @param clock of this process
     * @param epoch what the monotonic clock, which all processes of a boot share, said at its zero
     * @param wall for people
     */
    Journal(
            JournalStore store,
            long next,
            Supplier<Duration> clock,
            Duration epoch,
            Clock wall,
            Executor decideThread,
            Consumer<String> warnings) {
        this.next = next;
        this.clock = clock;
        this.epoch = epoch;
        this.wall = wall;
        this.decideThread = decideThread;
        lastRecord = clock.get();
        writer = new JournalWriter(store, warnings, () -> {
            if (awaited) {
                decideThread.execute(this::release);
            }
        });
    }

    private Journal() {
        clock = () -> Duration.ZERO;
        epoch = Duration.ZERO;
        wall = Clock.systemUTC();
        decideThread = Runnable::run;
        lastRecord = Duration.ZERO;
        writer = null;
    }

    /** One that keeps nothing. */
    public static Journal none() {
        return new Journal();
    }

    /** One that makes every line and keeps none. */
    public static Journal unkept(Supplier<Duration> clock, Executor decideThread) {
        return new Journal(new UnkeptLines(), 0, clock, Duration.ZERO, Clock.systemUTC(), decideThread, warning -> {});
    }

    /** Writes it down; gives its number. */
    public long record(JournalRecord record) {
        return record(List.of(record));
    }

    /** Writes all of them down or none; gives the number of the last. */
    public long record(List<? extends JournalRecord> records) {
        Duration now = clock.get();
        Duration mono = Duration.ofMillis(epoch.plus(now).toMillis());
        boolean first = batch.isEmpty();
        if (first && unmarked > 0) {
            batch.add(line(new JournalRecord.Gap(unmarked), mono));
        }
        records.forEach(record -> batch.add(line(record, mono)));
        lastRecord = now;
        if (first && !batch.isEmpty()) {
            decideThread.execute(this::giveBatch);
        }
        return next - 1;
    }

    private void giveBatch() {
        giveBatch(() -> {});
    }

    /** All that one step of the decide thread recorded costs one write. */
    private void giveBatch(Runnable then) {
        if (batch.isEmpty()) {
            return;
        }
        List<JournalLine> given = batch;
        batch = new ArrayList<>();
        if (writer == null) {
            return;
        }
        if (writer.offer(new JournalWriter.Batch(given, then))) {
            lastGiven = given.get(given.size() - 1).number();
            unmarked = 0;
        } else {
            long records = given.stream()
                    .filter(line -> !(line.record() instanceof JournalRecord.Gap))
                    .count();
            unmarked += records;
            lost += records;
        }
    }

    /**
     * Runs {@code task} on the decide thread once all that was recorded so far has been written: what happens then, a
     * process that takes over knows of. Where the disk does not answer in time it runs all the same.
     */
    public void whenWritten(Runnable task) {
        whenWritten(() -> {}, task);
    }

    /**
     * The same.
     *
     * @param atOnce runs as soon as all that has been written, on the writing thread, which must not wait in it: before
     *     {@code task}, unless the disk did not answer in time, or not at all
     */
    public void whenWritten(Runnable atOnce, Runnable task) {
        giveBatch(atOnce);
        if (writer == null || behind) {
            task.run();
        } else {
            tasks.add(new Waiting(lastGiven, clock.get(), task));
            awaited = true;
            release();
        }
    }

    /** A fact of the ledger as a record, whose times are those of every process of this boot. */
    public JournalRecord known(KnownFact known) {
        return new JournalRecord.Known(new KnownFact(
                known.fact(), epoch.plus(known.since()), known.latchedSince().map(epoch::plus)));
    }

    /** The same of what was told, and when. */
    public JournalRecord lastTold(ToldAt told) {
        return new JournalRecord.LastTold(told.announcement(), epoch.plus(told.at()));
    }

    /** Lets nothing wait too long, and shows that there is somebody. To be called several times a second. */
    public void tick() {
        Duration now = clock.get();
        release();
        Waiting head = tasks.peek();
        if (head != null && now.minus(head.since()).compareTo(MAX_WAIT) >= 0) {
            behind = true;
            runAll();
        }
        if (now.minus(lastRecord).compareTo(ALIVE_EVERY) >= 0) {
            record(new JournalRecord.Alive());
        }
    }

    /**
     * Whether records were lost since this was asked last and there seems to be room again: then what is known has to be
     * written down anew, since nobody can tell from the journal what holds.
     */
    public boolean knowledgeIsDue() {
        if (writer == null || behind || lost() == lostSeen || writer.failing()) {
            return false;
        }
        lostSeen = lost();
        return true;
    }

    /** Whether what is recorded now can be kept, as far as is known. */
    public boolean writing() {
        return writer != null && !writer.failing() && !behind;
    }

    /** Records that could not be kept, since the start. */
    public long lost() {
        return writer == null ? 0 : lost + writer.lost();
    }

    /** Writes what was recorded, for at most {@code limit}. */
    public void end(Duration limit) {
        giveBatch();
        if (writer != null) {
            writer.end(limit);
        }
    }

    private JournalLine line(JournalRecord record, Duration mono) {
        return new JournalLine(next++, mono, wall.instant().truncatedTo(ChronoUnit.MILLIS), false, record);
    }

    private void release() {
        if (writer == null) {
            return;
        }
        long written = writer.writtenUpTo();
        behind &= written < lastGiven;
        for (Waiting head = tasks.peek(); head != null && head.number() <= written; head = tasks.peek()) {
            tasks.remove().task().run();
        }
        awaited = !tasks.isEmpty();
    }

    private void runAll() {
        for (Waiting head = tasks.poll(); head != null; head = tasks.poll()) {
            head.task().run();
        }
        awaited = false;
    }
}
