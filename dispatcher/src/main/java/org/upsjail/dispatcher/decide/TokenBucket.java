// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;

/** So many at once, and so many a minute afterwards. */
public final class TokenBucket {

    private static final double NANOS_PER_MINUTE = 6e10;

    private final double perMinute;
    private double left;
    private Duration filledAt;

    /** @param perMinute as many are in it now */
    public TokenBucket(double perMinute, Duration now) {
        this.perMinute = perMinute;
        left = perMinute;
        filledAt = now;
    }

    /** Whether there is one beside {@code kept}. */
    public boolean has(double kept, Duration now) {
        left = Math.min(perMinute, left + now.minus(filledAt).toNanos() * perMinute / NANOS_PER_MINUTE);
        filledAt = now;
        return left >= kept + 1;
    }

    /** Takes one; whoever takes has asked before. */
    public void take() {
        left--;
    }
}
