// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
