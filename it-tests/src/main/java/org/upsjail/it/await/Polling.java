// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the state of something that sends no sign when it changes: a file of /proc, another program's server. */
public final class Polling {

    /** Short beside every limit used, long enough not to load one of two cores. */
    private static final long PERIOD_MILLIS = 20;

    private Polling() {}

    /** Whether the awaited state has been reached. */
    @FunctionalInterface
    public interface Check {
        /** Looks once. */
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Returns once {@code check} holds.
     *
     * @param what completes the sentence "not in time: ..."
     * @throws NotSeenException if it does not hold within {@code limit}
     */
    public static void until(String what, Duration limit, Check check) throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(limit);
        CountDownLatch never = new CountDownLatch(1);
        while (!check.holds()) {
            if (deadline.passed() || never.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new NotSeenException("not in time (" + limit + "): " + what);
            }
        }
    }
}
