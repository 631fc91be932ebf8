// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When CLOCK_BOOTTIME is ahead of where it was, and when that is a sleep. */
class SleepWatchTest {

    private final SleepWatch watch = new SleepWatch();

    private Optional<Duration> look(long millis) {
        return watch.look(Optional.of(Duration.ofMillis(millis)));
    }

    @Test
    void sleepBeforeTheFirstLookIsNotOurs() {
        assertEquals(Optional.empty(), look(3_600_000));
    }

    @Test
    void hostThatDidNotSleepDidNot() {
        look(5000);

        assertEquals(Optional.empty(), look(5000));
    }

    @Test
    void sleepIsNoticedOnceWithItsLength() {
        look(5000);

        assertEquals(Optional.of(Duration.ofSeconds(60)), look(65_000));
        assertEquals(Optional.empty(), look(65_000));
    }

    @Test
    void secondSleepIsMeasuredByItself() {
        look(0);
        look(60_000);

        assertEquals(Optional.of(Duration.ofSeconds(2)), look(62_000));
    }

    @Test
    void lessThanASecondIsNoSleep() {
        look(0);

        assertEquals(Optional.empty(), look(999));
        assertEquals(Optional.of(Duration.ofSeconds(1)), look(1000));
    }

    @Test
    void unreadableClockIsNoSleepAndHidesNone() {
        look(0);

        assertEquals(Optional.empty(), watch.look(Optional.empty()));
        assertEquals(Optional.of(Duration.ofSeconds(60)), look(60_000));
    }

    @Test
    void clockThatSeemsToGoBackIsNoSleep() {
        look(60_000);

        assertEquals(Optional.empty(), look(0));
        assertEquals(Optional.empty(), look(60_000));
    }
}
