// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits between tries, spread so that many monitors do not return in step. */
final class Backoff {

    /** Soon enough that a restarted upsd is found within two polls. */
    static final Duration FIRST = Duration.ofMillis(500);

    static final Duration LONGEST = Duration.ofSeconds(5);

    /** Soon enough for an account that is being put right at this moment. */
    static final Duration FIRST_LOGIN = Duration.ofSeconds(2);

    /** upsd logs each refusal; and what makes it change its mind is an administrator. */
    static final Duration LONGEST_LOGIN = Duration.ofMinutes(1);

    private static final Duration NO_WAIT = Duration.ofMillis(1);

    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** Between connection attempts, up to {@link #LONGEST}. */
    Backoff(RandomGenerator random) {
        this(random, LONGEST);
    }

    /**
     * Between connection attempts: who is well again is found within a poll.
     *
     * @param pollingTime the longest wait, within {@link #FIRST} and {@link #LONGEST}
     */
    Backoff(RandomGenerator random, Duration pollingTime) {
        this(random, FIRST, atLeast(FIRST, pollingTime.compareTo(LONGEST) > 0 ? LONGEST : pollingTime));
    }

    private static Duration atLeast(Duration least, Duration time) {
        return time.compareTo(least) < 0 ? least : time;
    }

    private Backoff(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** One that spares nobody: a real step would be half of the time a start takes. */
    static Backoff ofRehearsal() {
        return new Backoff(() -> 0L, NO_WAIT, NO_WAIT);
    }

    /** Another one, for the tries to log in over a connection that stands. */
    Backoff ofLogins() {
        return new Backoff(random, FIRST_LOGIN, LONGEST_LOGIN);
    }

    /** Between half and all of the current step, which doubles up to the longest. */
    Duration next() {
        long millis = next.toMillis();
        Duration wait = Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return wait;
    }

    void reset() {
        next = first;
    }
}
