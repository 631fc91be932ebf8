// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a session will do later. Of each kind at most one is pending, and none once the session is closed: a peer that
 * makes sessions end quickly could otherwise pile them up until their next poll is due.
 */
final class SessionTimers {

    /** What is waited for. */
    enum Timer {
        ANSWER,
        POLL,
        LOGIN,
        LOGINS_COUNT,
        FSD_AGAIN
    }

    private final EventExecutor executor;
    private final Consumer<Throwable> failed;
    private final Map<Timer, ScheduledFuture<?>> pending = new EnumMap<>(Timer.class);

    /** @param failed hears of a task that failed; in silence it would be a UPS nobody polls any more */
    SessionTimers(EventExecutor executor, Consumer<Throwable> failed) {
        this.executor = executor;
        this.failed = failed;
    }

    /** Runs {@code task} after {@code delay}, instead of what the timer was set to before. */
    void set(Timer timer, Duration delay, Runnable task) {
        cancel(timer);
        long nanos = Math.max(0, delay.toNanos());
        pending.put(timer, executor.schedule(() -> run(timer, task), nanos, TimeUnit.NANOSECONDS));
    }

    boolean isSet(Timer timer) {
        return pending.containsKey(timer);
    }

    void cancel(Timer timer) {
        ScheduledFuture<?> future = pending.remove(timer);
        if (future != null) {
            future.cancel(false);
        }
    }

    void cancelAll() {
        pending.values().forEach(future -> future.cancel(false));
        pending.clear();
    }

    /** On the clock the timers run by. */
    long nanoTime() {
        return executor.ticker().nanoTime();
    }

    private void run(Timer timer, Runnable task) {
        pending.remove(timer);
        try {
            task.run();
        } catch (RuntimeException | LinkageError wrong) {
            failed.accept(wrong);
        }
    }
}
