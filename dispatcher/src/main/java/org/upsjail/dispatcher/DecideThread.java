// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The one thread on which everything is decided: tasks in the order they come, and a tick between them. */
final class DecideThread implements Executor {

    /** What waits at most: one piece of the pipe, an exit for each command, signals, timers. */
    private static final int MAX_WAITING = 1024;

    /** Fine enough for FINALDELAY and DEADTIME, which are in seconds. */
    private static final Duration TICK = Duration.ofMillis(200);

    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Supplier<Duration> clock;
    private boolean ended;

    DecideThread(Supplier<Duration> clock) {
        this.clock = clock;
    }

    /** Hands a task over. Waits while the queue is full, which holds back the monitor's pipe and nothing else. */
    @Override
    public void execute(Runnable task) {
        try {
            tasks.put(task);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the calling thread the decide thread until {@link #end}. */
    void run(Runnable tick) throws InterruptedException {
        Duration nextTick = clock.get();
        while (!ended) {
            long wait = nextTick.minus(clock.get()).toNanos();
            Runnable task = wait > 0 ? tasks.poll(wait, TimeUnit.NANOSECONDS) : null;
            if (task != null) {
                task.run();
            } else {
                nextTick = clock.get().plus(TICK);
                tick.run();
            }
        }
    }

    /** On the decide thread. */
    void end() {
        ended = true;
    }
}
