// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.time.Duration;

/** How long to wait before the next monitor: longer each time, until one has lived for a while. Pure. */
final class RestartBackoff {

    static final Duration FIRST = Duration.ofSeconds(1);

    static final Duration LONGEST = Duration.ofSeconds(30);

    /** A UPS on battery must be heard of well within DEADTIME, or a monitor that comes and goes shuts the host down. */
    private static final int TRIES_WITHIN_DEADTIME = 3;

    /** A monitor that lived so long was not what failed at the start. */
    static final Duration PROVEN_AFTER = Duration.ofSeconds(60);

    private Duration next = FIRST;

    Duration afterLifeOf(Duration life, Duration deadTime) {
        Duration longest = shorter(LONGEST, deadTime.dividedBy(TRIES_WITHIN_DEADTIME));
        Duration wait = life.compareTo(PROVEN_AFTER) >= 0 ? FIRST : shorter(next, longest);
        next = shorter(LONGEST, wait.multipliedBy(2));
        return wait.compareTo(FIRST) < 0 ? FIRST : wait;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
