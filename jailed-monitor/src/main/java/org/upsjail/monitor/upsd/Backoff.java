// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits between connection attempts, spread so that many monitors do not return in step. */
final class Backoff {

    /** Soon enough that a restarted upsd is found within two polls. */
    static final Duration FIRST = Duration.ofMillis(500);

    static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private final Duration first;
    private Duration next;

    Backoff(RandomGenerator random) {
        this(random, FIRST);
    }

    /** @param first the first step, at least a millisecond */
    Backoff(RandomGenerator random, Duration first) {
        this.random = random;
        this.first = first;
        this.next = first;
    }

    /** Between half and all of the current step, which doubles up to the longest. */
    Duration next() {
        long millis = next.toMillis();
        Duration wait = Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return wait;
    }

    void reset() {
        next = first;
    }
}
