// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.time.Duration;

/**
 * How many frames an honest monitor has reason to send: a bucket that holds a first statement of everything three times
 * over, and fills again faster than any UPS changes. Only a monitor that floods can empty it.
 */
final class FrameQuota {

    /** A first statement of one UPS is about 17 facts. */
    private static final int FRAMES_PER_UPS = 51;

    /** A status read 20 times a second that each time turns one condition over. */
    private static final int FRAMES_PER_UPS_AND_SECOND = 20;

    /** Heartbeats, HELLO, STATED, BYE. */
    private static final int FRAMES_BESIDES = 64;

    private static final int FRAMES_BESIDES_PER_SECOND = 4;

    private final double capacity;
    private final double perNano;
    private double left;
    private Duration filledAt;

    FrameQuota(int upsCount, Duration now) {
        capacity = FRAMES_BESIDES + (double) FRAMES_PER_UPS * upsCount;
        perNano = (FRAMES_BESIDES_PER_SECOND + (double) FRAMES_PER_UPS_AND_SECOND * upsCount) / 1e9;
        left = capacity;
        filledAt = now;
    }

    /** False when the quota is used up. */
    boolean take(Duration now) {
        left = Math.min(capacity, left + now.minus(filledAt).toNanos() * perNano);
        filledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
