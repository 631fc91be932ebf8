// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks in their order, and a tick between them. */
@Timeout(60)
class DecideThreadTest {

    private static final int MANY = 1000;

    private final List<String> faults = new ArrayList<>();
    private final DecideThread thread = new DecideThread(this::now, faults::add);
    private final List<String> done = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private int ticks;

    private Duration now() {
        return now;
    }

    /** Each tick takes so long. */
    private Runnable ticksOf(Duration length) {
        return () -> {
            now = now.plus(length);
            if (++ticks == MANY) {
                thread.end();
            }
        };
    }

    @Test
    void tasksRunInTheirOrder() throws InterruptedException {
        thread.execute(() -> done.add("first"));
        thread.execute(() -> done.add("second"));
        thread.execute(thread::end);
        thread.run(ticksOf(Duration.ZERO));

        assertEquals(List.of("first", "second"), done);
    }

    @Test
    void slowTicksDoNotStarveTheTasks() throws InterruptedException {
        thread.execute(() -> done.add("task"));
        thread.execute(thread::end);
        thread.run(ticksOf(Duration.ofSeconds(1)));

        assertEquals(List.of("task"), done);
        assertTrue(ticks < MANY, "only ticks ran");
    }

    @Test
    void ticksThatAreWantedSoonDoNotStarveTheTasksOnAHostThatIsLate() throws InterruptedException {
        DecideThread late = new DecideThread(
                () -> {
                    now = now.plusSeconds(1);
                    return now;
                },
                faults::add);
        late.execute(() -> done.add("task"));
        late.execute(late::end);
        late.run(() -> {
            late.tickSoon();
            if (++ticks == MANY) {
                late.end();
            }
        });

        assertEquals(List.of("task"), done);
        assertTrue(ticks < MANY, "only ticks ran");
    }

    @Test
    void faultIsLoggedAndGoesNoFurther() throws InterruptedException {
        thread.execute(() -> {
            throw new IllegalStateException("a defect");
        });
        thread.execute(() -> done.add("next"));
        thread.execute(thread::end);
        thread.run(ticksOf(Duration.ZERO));

        assertEquals(List.of("next"), done);
        assertTrue(faults.get(0).contains("a defect"), faults.toString());
    }

    /** As the JVM says it where the kernel gives no thread: at a limit of processes that others have used up. */
    @Test
    void threadThatCannotBeMadeGoesNoFurther() throws InterruptedException {
        thread.execute(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        thread.execute(() -> done.add("next"));
        thread.execute(thread::end);
        thread.run(ticksOf(Duration.ZERO));

        assertEquals(List.of("next"), done);
        assertTrue(faults.get(0).contains("unable to create native thread"), faults.toString());
    }

    @Test
    void classThatCannotBeLoadedAnyMoreGoesNoFurther() throws InterruptedException {
        thread.execute(() -> {
            throw new NoClassDefFoundError("Overwritten");
        });
        thread.execute(() -> done.add("next"));
        thread.execute(thread::end);
        thread.run(ticksOf(Duration.ZERO));

        assertEquals(List.of("next"), done);
        assertTrue(faults.get(0).contains("Overwritten"), faults.toString());
    }

    @Test
    void faultOfATickIsLoggedAndTicksGoOn() throws InterruptedException {
        thread.run(() -> {
            if (++ticks == 3) {
                thread.end();
            }
            throw new IllegalStateException("a defect");
        });

        assertEquals(3, faults.size());
    }

    @Test
    void taskMayHandOverMoreThanTheQueueHolds() throws InterruptedException {
        thread.execute(() -> {
            for (int i = 0; i < 10_000; i++) {
                thread.execute(() -> done.add("own"));
            }
            thread.execute(thread::end);
        });
        thread.run(ticksOf(Duration.ZERO));

        assertEquals(10_000, done.size());
    }

    @Test
    void slowTasksDoNotStarveTheTicks() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            thread.execute(() -> now = now.plusSeconds(1));
        }
        thread.execute(thread::end);
        thread.run(ticksOf(Duration.ZERO));

        assertTrue(ticks >= 10, "ticks: " + ticks);
    }

    @Test
    void aTickThatIsWantedSoonDoesNotWaitForItsTime() throws InterruptedException {
        List<Duration> tickedAt = new ArrayList<>();
        DecideThread hurried = new DecideThread(this::nextMilli, faults::add);
        hurried.run(() -> {
            tickedAt.add(now);
            hurried.tickSoon();
            if (tickedAt.size() == 2) {
                hurried.end();
            }
        });

        Duration between = tickedAt.get(1).minus(tickedAt.get(0));
        assertTrue(between.compareTo(Duration.ofMillis(50)) < 0, between.toString());
    }

    @Test
    void aTickThatTookLongAndWantsTheNextSoonGetsIt() throws InterruptedException {
        List<Duration> begunAt = new ArrayList<>();
        DecideThread hurried = new DecideThread(this::nextMilli, faults::add);
        hurried.run(() -> {
            begunAt.add(now);
            now = now.plusSeconds(60);
            hurried.tickSoon();
            if (begunAt.size() == 2) {
                hurried.end();
            }
        });

        Duration between = begunAt.get(1).minus(begunAt.get(0)).minusSeconds(60);
        assertTrue(between.compareTo(Duration.ofMillis(50)) < 0, between.toString());
    }

    /** A clock that goes on each time it is looked at. */
    private Duration nextMilli() {
        now = now.plusMillis(1);
        return now;
    }
}
