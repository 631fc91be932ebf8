// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.Optional;

/** Told to stop, begun with it, over it: the monitor logs out in between. Decide thread only. */
final class OrderlyStop {

    /** upsd is told LOGOUT within this, or the monitor is ended without. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private boolean wanted;
    private Optional<Duration> begun = Optional.empty();

    void want() {
        wanted = true;
    }

    boolean wanted() {
        return wanted;
    }

    /** Told to, and not begun. */
    boolean due() {
        return wanted && begun.isEmpty();
    }

    void begin(Duration now) {
        begun = Optional.of(now);
    }

    boolean begun() {
        return begun.isPresent();
    }

    boolean late(Duration now) {
        return begun.filter(since -> now.minus(since).compareTo(LIMIT) > 0).isPresent();
    }
}
