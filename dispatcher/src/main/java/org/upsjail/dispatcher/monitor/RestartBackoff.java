// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.time.Duration;

/** How long to wait before the next monitor: longer each time, until one has lived for a while. Pure. */
final class RestartBackoff {

    static final Duration FIRST = Duration.ofSeconds(1);

    static final Duration LONGEST = Duration.ofSeconds(30);

    /** A monitor that lived so long was not what failed at the start. */
    static final Duration PROVEN_AFTER = Duration.ofSeconds(60);

    private Duration next = FIRST;

    Duration afterLifeOf(Duration life) {
        Duration wait = life.compareTo(PROVEN_AFTER) >= 0 ? FIRST : next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
