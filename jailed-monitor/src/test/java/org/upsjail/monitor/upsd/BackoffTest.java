// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final long[] STEPS = {500, 1000, 2000, 4000, 5000, 5000, 5000};

    @Test
    void waitsAreBetweenHalfAndAllOfAGrowingStep() {
        for (long seed = 0; seed < 1000; seed++) {
            Backoff backoff = new Backoff(new Random(seed));
            for (long step : STEPS) {
                long wait = backoff.next().toMillis();
                assertTrue(wait >= step / 2 && wait <= step, () -> wait + " ms at step " + step);
            }
        }
    }

    @Test
    void resetBeginsAnew() {
        Backoff backoff = new Backoff(() -> 0L);
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();

        assertEquals(Backoff.FIRST.dividedBy(2), backoff.next());
    }

    @ParameterizedTest
    @CsvSource({"5, 5000", "30, 5000", "2, 2000", "1, 1000", "0, 500"})
    void theLongestWaitIsThePollingTimeWithinBounds(long pollingSeconds, long longestMillis) {
        Backoff backoff = new Backoff(() -> 0L, Duration.ofSeconds(pollingSeconds));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }

        assertEquals(longestMillis / 2, backoff.next().toMillis());
    }

    @Test
    void monitorsDoNotReturnInStep() {
        Backoff one = new Backoff(new Random(1));
        Backoff other = new Backoff(new Random(2));
        Duration sumOfOne = Duration.ZERO;
        Duration sumOfOther = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            sumOfOne = sumOfOne.plus(one.next());
            sumOfOther = sumOfOther.plus(other.next());
        }

        assertTrue(!sumOfOne.equals(sumOfOther));
    }
}
