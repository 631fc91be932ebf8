// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether there is a monitor, since when, and when its absence was told. Pure. */
final class MonitorPresence {

    /** upsmon repeats NOPARENT no more often. */
    static final Duration NOPARENT_INTERVAL = Duration.ofMinutes(2);

    /** HELLO has ten seconds; who has no monitor after these is told so. */
    static final Duration FIRST_MONITOR_WITHIN = Duration.ofSeconds(15);

    private boolean ready;
    private @Nullable Duration readySince;
    private @Nullable Duration missingSince;
    private @Nullable Duration lossTold;

    /** Since the first tick that found it so. */
    Optional<Duration> readySince() {
        return Optional.ofNullable(readySince);
    }

    void becameReady() {
        ready = true;
        missingSince = null;
    }

    /** Gives whether that is to be told. */
    boolean lost(Duration now) {
        ready = false;
        readySince = null;
        missingSince = now;
        return lossTold == null || now.minus(lossTold).compareTo(NOPARENT_INTERVAL) >= 0;
    }

    /** Gives whether its absence is to be told, once more or for the first time. */
    boolean tick(Duration now) {
        if (ready) {
            readySince = readySince == null ? now : readySince;
            return false;
        }
        if (missingSince == null) {
            missingSince = now;
        }
        return lossTold == null
                ? now.minus(missingSince).compareTo(FIRST_MONITOR_WITHIN) >= 0
                : now.minus(lossTold).compareTo(NOPARENT_INTERVAL) >= 0;
    }

    void told(Duration now) {
        lossTold = now;
    }

    /** That of another configuration, which still has to get its monitor. */
    MonitorPresence next() {
        MonitorPresence next = new MonitorPresence();
        next.lossTold = lossTold;
        return next;
    }
}
