// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.monitor.upsd.SessionTimers.Timer;

class SessionTimersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long NONE_PENDING = -1;

    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(clock).build();
    private final List<String> ran = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final SessionTimers timers = new SessionTimers(loop.eventLoop(), failures::add);

    @Test
    void taskRunsOnceWhenItIsDue() {
        timers.set(Timer.POLL, SECOND, () -> ran.add("poll"));
        passes(SECOND.minusNanos(1));
        assertEquals(List.of(), ran);
        passes(Duration.ofNanos(1));
        assertEquals(List.of("poll"), ran);
        assertEquals(NONE_PENDING, passes(SECOND));
        assertEquals(List.of("poll"), ran);
    }

    @Test
    void settingATimerReplacesIt() {
        timers.set(Timer.POLL, SECOND, () -> ran.add("first"));
        timers.set(Timer.POLL, SECOND, () -> ran.add("second"));

        assertEquals(NONE_PENDING, passes(SECOND));
        assertEquals(List.of("second"), ran);
    }

    @Test
    void timersOfDifferentKindsDoNotDisturbEachOther() {
        timers.set(Timer.POLL, SECOND, () -> ran.add("poll"));
        timers.set(Timer.LOGIN, SECOND, () -> ran.add("login"));
        timers.cancel(Timer.ANSWER);

        passes(SECOND);
        assertEquals(List.of("poll", "login"), ran);
    }

    @Test
    void cancelledTimerDoesNotRun() {
        timers.set(Timer.POLL, SECOND, () -> ran.add("poll"));
        timers.cancel(Timer.POLL);

        assertEquals(NONE_PENDING, passes(SECOND));
        assertEquals(List.of(), ran);
    }

    @Test
    void cancellingAllLeavesNothingBehind() {
        for (Timer timer : Timer.values()) {
            timers.set(timer, SECOND, () -> ran.add("late"));
        }
        timers.cancelAll();

        assertEquals(NONE_PENDING, loop.runScheduledPendingTasks());
        assertEquals(List.of(), Stream.of(Timer.values()).filter(timers::isSet).toList());
        passes(SECOND);
        assertEquals(List.of(), ran);
    }

    @Test
    void aTimerIsSetUntilItRuns() {
        assertFalse(timers.isSet(Timer.ANSWER));
        timers.set(Timer.ANSWER, SECOND, () -> ran.add("set again: " + timers.isSet(Timer.ANSWER)));
        assertTrue(timers.isSet(Timer.ANSWER));
        passes(SECOND);

        assertEquals(List.of("set again: false"), ran);
    }

    @Test
    void aTaskMaySetItsTimerAgain() {
        timers.set(Timer.POLL, SECOND, () -> timers.set(Timer.POLL, SECOND, () -> ran.add("again")));
        passes(SECOND);
        assertTrue(timers.isSet(Timer.POLL));
        passes(SECOND);

        assertEquals(List.of("again"), ran);
    }

    @Test
    void whatIsOverdueRunsAtOnce() {
        timers.set(Timer.POLL, SECOND.negated(), () -> ran.add("poll"));
        loop.runScheduledPendingTasks();

        assertEquals(List.of("poll"), ran);
    }

    @Test
    void aTaskThatFailsIsReported() {
        timers.set(Timer.POLL, SECOND, () -> {
            throw new IllegalStateException("poll");
        });
        passes(SECOND);

        assertEquals(1, failures.size());
        assertEquals("poll", failures.get(0).getMessage());
    }

    @Test
    void timeIsThatOfTheLoop() {
        long before = timers.nanoTime();
        clock.advance(7, TimeUnit.NANOSECONDS);

        assertEquals(7, timers.nanoTime() - before);
    }

    private long passes(Duration time) {
        clock.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        return loop.runScheduledPendingTasks();
    }
}
