// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Two lives to which random things are done; {@link ChaosMain} has as many as one likes. */
class ChaosIT {

    /** It found that a handler, whose end the full disk had not taken, ran again after a kill that came much later. */
    private static final long KNOWN = 4;

    /** Another one: {@code -Dupsjail.seed=N}. */
    private static final long UNKNOWN = Long.getLong("upsjail.seed", System.nanoTime() % 1_000_000);

    private static void live(long seed) throws IOException, InterruptedException {
        System.err.println("chaos, seed " + seed);
        ChaosVerdict verdict = ChaosVerdict.ofLife(seed);
        System.err.println(verdict);

        assertTrue(verdict.good(), verdict::toString);
    }

    @Test
    void knownLifeIsAsItShouldBe() throws IOException, InterruptedException {
        live(KNOWN);
    }

    @Test
    void lifeThatNobodyKnowsIsAsItShouldBe() throws IOException, InterruptedException {
        live(UNKNOWN);
    }
}
