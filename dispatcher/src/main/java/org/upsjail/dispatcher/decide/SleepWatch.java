// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the host slept. CLOCK_BOOTTIME goes on in a sleep and CLOCK_MONOTONIC does not; they are slewed alike, so
 * neither a busy host nor a wall clock that was set is taken for a sleep.
 */
public final class SleepWatch {

    /** Readings do not get old in less. */
    static final Duration LEAST_SLEEP = Duration.ofSeconds(1);

    private @Nullable Duration known;

    /**
     * To be called several times a second.
     *
     * @param asleepSinceBoot by how much CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC; empty when that could not be read
     * @return how long the host slept since the last call that gave a sleep, or the first; empty when it did not
     */
    public Optional<Duration> look(Optional<Duration> asleepSinceBoot) {
        if (asleepSinceBoot.isEmpty()) {
            return Optional.empty();
        }
        Duration before = known == null ? asleepSinceBoot.get() : known;
        Duration slept = asleepSinceBoot.get().minus(before);
        boolean noticed = slept.compareTo(LEAST_SLEEP) >= 0;
        known = noticed ? asleepSinceBoot.get() : before;
        return noticed ? Optional.of(slept) : Optional.empty();
    }
}
