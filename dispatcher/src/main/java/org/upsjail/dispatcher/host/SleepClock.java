// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long this host has slept since it was booted: CLOCK_BOOTTIME less CLOCK_MONOTONIC. */
public final class SleepClock {

    /** The first word of proc(5)'s uptime is CLOCK_BOOTTIME in seconds, to a hundredth; no native call is needed. */
    private static final Path UPTIME = Path.of("/proc/uptime");

    /** The two clocks are read one after the other: this process must not have been stopped between. */
    private static final long LONGEST_READ_NANOS = 100_000_000;

    /** Right to a tenth of a second; empty when it cannot be said so well. */
    public Optional<Duration> asleepSinceBoot() {
        long before = System.nanoTime();
        try {
            String uptime = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            long after = System.nanoTime();
            if (after - before > LONGEST_READ_NANOS) {
                return Optional.empty();
            }
            BigDecimal seconds = new BigDecimal(uptime.substring(0, uptime.indexOf(' ')));
            return Optional.of(
                    Duration.ofNanos(seconds.movePointRight(9).longValueExact()).minusNanos(after));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
