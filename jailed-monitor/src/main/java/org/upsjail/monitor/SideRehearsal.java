// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A rehearsal beside what the main thread does, for one that computes long. It begins before the main thread becomes the
 * account, since later its thread would inherit that one's last capability, and ends before the jail.
 */
final class SideRehearsal<T> {

    /** Two parts with a limit of five seconds each are the longest of them; the others only compute. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final FutureTask<T> play;
    private final Thread thread;

    private SideRehearsal(String name, Callable<T> rehearsal) {
        play = new FutureTask<>(rehearsal);
        thread = new Thread(play, name);
        thread.setDaemon(true);
    }

    static <T> SideRehearsal<T> begin(String name, Callable<T> rehearsal) {
        SideRehearsal<T> made = new SideRehearsal<>(name, rehearsal);
        made.thread.start();
        return made;
    }

    /** Returns when it has been played to its end and its thread is gone; throws what it threw. */
    T awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            T made = play.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            thread.join();
            return made;
        } catch (TimeoutException tooLong) {
            throw new TimeoutException(thread.getName() + " takes longer than " + LIMIT.toSeconds() + " s");
        }
    }
}
