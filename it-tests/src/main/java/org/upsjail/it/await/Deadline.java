// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.await;

import java.time.Duration;

/** A point in monotonic time after which a wait has failed. */
public final class Deadline {

    /**
     * What has not come by then does not come. Only for what hangs: nothing that a test shows hangs on how fast a machine is,
     * and one that is busy may be slow beyond belief.
     */
    public static final Duration OF_A_HANG = Duration.ofMinutes(2);

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** The point {@code limit} from now. */
    public static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** Nanoseconds left, zero or less when it has passed. */
    public long nanosLeft() {
        return end - System.nanoTime();
    }

    /** Whether no time is left. */
    public boolean passed() {
        return nanosLeft() <= 0;
    }
}
