// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread on which everything is decided: tasks in the order they come, and a tick between them. */
final class DecideThread implements Executor {

    /** What waits at most: one piece of the pipe, an exit for each command, signals, timers. */
    private static final int MAX_WAITING = 1024;

    /** Fine enough for FINALDELAY and DEADTIME, which are in seconds. */
    private static final Duration TICK = Duration.ofMillis(200);

    /** After what may call for a decision: rare enough to cost nothing while it lasts. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Supplier<Duration> clock;
    private final Consumer<String> log;

    /** What the decide thread hands to itself: it must not wait for itself to make room. */
    private final Deque<Runnable> own = new ArrayDeque<>();

    private volatile @Nullable Thread owner;
    private Runnable first = () -> {};
    private Duration nextTick = Duration.ZERO;
    private boolean soon;
    private boolean ended;

    /** @param log hears of what should never happen */
    DecideThread(Supplier<Duration> clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    /** Hands a task over. Waits while the queue is full, which holds back the monitor's pipe and nothing else. */
    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == owner) {
            own.add(task);
            return;
        }
        try {
            tasks.put(task);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code task} comes before everything else; to be said before {@link #run}. */
    void beforeAll(Runnable task) {
        first = task;
    }

    /** Makes the calling thread the decide thread until {@link #end}. */
    void run(Runnable tick) throws InterruptedException {
        owner = Thread.currentThread();
        guarded(first);
        nextTick = clock.get();
        boolean ticked = false;
        while (!ended) {
            runOwn();
            Runnable task = next(ticked);
            ticked = task == null;
            if (task != null) {
                guarded(task);
            } else {
                soon = false;
                guarded(tick);
                // Counted from its end: a tick that takes long leaves time for the tasks, too.
                nextTick = clock.get().plus(soon ? SOON : TICK);
            }
        }
    }

    /** Null when it is time for a tick. Between two ticks one task has its turn, however late it is. */
    private @Nullable Runnable next(boolean ticked) throws InterruptedException {
        long wait = nextTick.minus(clock.get()).toNanos();
        if (wait > 0) {
            return tasks.poll(wait, TimeUnit.NANOSECONDS);
        }
        return ticked ? tasks.poll() : null;
    }

    /**
     * Runs {@code step}; whatever is thrown in it is logged and goes no further: a defect, a jar that was overwritten under
     * us, or a thread that the kernel does not give must not cost the host its shutdown.
     */
    void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable fault) {
            say(fault);
        }
    }

    private void say(Throwable fault) {
        try {
            StackTraceElement[] trace = fault.getStackTrace();
            log.accept("internal error, please report it: " + fault + (trace.length > 0 ? " at " + trace[0] : ""));
        } catch (Throwable again) {
            // Going on is worth more than the line.
        }
    }

    private void runOwn() {
        for (Runnable task = own.poll(); task != null && !ended; task = own.poll()) {
            guarded(task);
        }
    }

    /** The next tick does not wait for its time. On the decide thread. */
    void tickSoon() {
        soon = true;
        Duration then = clock.get().plus(SOON);
        nextTick = then.compareTo(nextTick) < 0 ? then : nextTick;
    }

    /** On the decide thread. */
    void end() {
        ended = true;
    }
}
