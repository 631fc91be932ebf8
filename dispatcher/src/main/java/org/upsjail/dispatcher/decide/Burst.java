// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.OptionalInt;

/** Counts what comes in bursts, so that a burst is said twice and not once for each: when it begins and when it is over. */
public final class Burst {

    /** A burst is over when nothing of it came for so long. */
    static final Duration QUIET = Duration.ofSeconds(10);

    private Duration last = Duration.ZERO;
    private int count;

    /** One more; true for the first of a burst. */
    public boolean add(Duration now) {
        last = now;
        count++;
        return count == 1;
    }

    /** How many a burst had that is over by now; says so once. */
    public OptionalInt over(Duration now) {
        if (count == 0 || now.minus(last).compareTo(QUIET) < 0) {
            return OptionalInt.empty();
        }
        int all = count;
        count = 0;
        return OptionalInt.of(all);
    }
}
