// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.time.Duration;
import java.util.Optional;
import org.upsjail.protocol.wire.FrameType;

/** Whether a monitor still lives, by when its frames came. Pure. */
final class MonitorLiveness {

    /** Heartbeats come each second; four may be late. */
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

    /** Several addresses of ten seconds each that do not answer, and a upsd that takes its time. */
    static final Duration STATED_WITHIN = Duration.ofSeconds(90);

    private final Duration helloWithin;
    private final Duration startedAt;
    private Optional<Duration> lastFrame = Optional.empty();
    private Optional<Duration> statedDue = Optional.empty();

    MonitorLiveness(Duration helloWithin, Duration startedAt) {
        this.helloWithin = helloWithin;
        this.startedAt = startedAt;
    }

    void frameReceived(FrameType type, Duration now) {
        lastFrame = Optional.of(now);
        if (type == FrameType.STATED) {
            statedDue = Optional.empty();
        }
    }

    /** The monitor was told to go. */
    void told(Duration now) {
        statedDue = Optional.of(now.plus(STATED_WITHIN));
    }

    boolean statedOverdue(Duration now) {
        return statedDue.filter(due -> now.compareTo(due) > 0).isPresent();
    }

    boolean helloOverdue(Duration now) {
        return lastFrame.isEmpty() && now.minus(startedAt).compareTo(helloWithin) > 0;
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
