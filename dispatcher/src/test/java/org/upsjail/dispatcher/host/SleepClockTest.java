// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kernel's clocks, on a host that does not sleep meanwhile. */
class SleepClockTest {

    /** A busy machine may stop this process between two clocks again and again, but not for ever. */
    private static Duration reading() {
        SleepClock clock = new SleepClock();
        return Stream.generate(clock::asleepSinceBoot)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostThatIsAwakeAddsNothing() {
        Duration difference = reading().minus(reading()).abs();

        assertTrue(difference.toMillis() <= 200, difference::toString);
    }

    @Test
    void noHostHasSleptLessThanNothing() {
        assertTrue(reading().toMillis() > -200, () -> reading().toString());
    }
}
