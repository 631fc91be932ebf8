// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.time.Duration;
import java.util.Optional;

/** Whether a monitor still lives, by when its frames came. Pure. */
final class MonitorLiveness {

    /** A cold JVM on a busy single-board computer needs a few seconds to lock itself in. */
    static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

    /** Heartbeats come each second; four may be late. */
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

    private final Duration startedAt;
    private Optional<Duration> lastFrame = Optional.empty();

    MonitorLiveness(Duration startedAt) {
        this.startedAt = startedAt;
    }

    void frameReceived(Duration now) {
        lastFrame = Optional.of(now);
    }

    boolean helloOverdue(Duration now) {
        return lastFrame.isEmpty() && now.minus(startedAt).compareTo(HELLO_WITHIN) > 0;
    }

    boolean silent(Duration now) {
        return lastFrame
                .filter(last -> now.minus(last).compareTo(SILENCE_LIMIT) > 0)
                .isPresent();
    }

    Optional<Duration> sinceLastFrame(Duration now) {
        return lastFrame.map(now::minus);
    }
}
