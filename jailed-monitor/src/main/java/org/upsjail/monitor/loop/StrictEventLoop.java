// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.loop;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An event loop on which no {@link Error} is lost. Netty puts what a task throws into a future that nobody reads: a timer
 * of a UPS that ended so would be a UPS that nobody watches while heartbeats go on.
 */
public final class StrictEventLoop extends SingleThreadIoEventLoop {

    private final Consumer<Error> fatal;

    /** @param fatal hears on the loop what no task caught: it has to end the process */
    public StrictEventLoop(Consumer<Error> fatal) {
        super(null, new DefaultThreadFactory("loop", true), NioIoHandler.newFactory());
        this.fatal = fatal;
    }

    /**
     * What a channel's handler was told of: an Error is thrown on, except one about a single class, which is the end of
     * a connection as an exception is.
     */
    public static void rethrowError(EventExecutor loop, Throwable cause) {
        if (cause instanceof Error error && !(cause instanceof LinkageError)) {
            loop.execute(() -> {
                throw error;
            });
        }
    }

    @Override
    public void execute(Runnable task) {
        super.execute(watched(task));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(watched(task), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(watched(task), delay, period, unit);
    }

    private Runnable watched(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Error error) {
                fatal.accept(error);
                throw error;
            }
        };
    }
}
