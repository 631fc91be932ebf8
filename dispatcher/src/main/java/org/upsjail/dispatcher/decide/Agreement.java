// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One look at the ledger may fall between the facts of one poll. Two that are some time apart, with every look between them
 * of the same opinion, do not.
 */
final class Agreement {

    /** The facts of a poll are written one after the other; a machine that is busy takes some milliseconds for that. */
    static final Duration APART = Duration.ofMillis(100);

    private @Nullable Duration since;

    /**
     * What a look found.
     *
     * @return whether one that was {@link #APART} ago or longer found the same, and all since
     */
    boolean reached(boolean found, Duration now) {
        if (!found) {
            since = null;
            return false;
        }
        if (since == null) {
            since = now;
        }
        return now.minus(since).compareTo(APART) >= 0;
    }

    /** Whether the last look found it. */
    boolean begun() {
        return since != null;
    }

    /** What was found before does not count. */
    void none() {
        since = null;
    }
}
