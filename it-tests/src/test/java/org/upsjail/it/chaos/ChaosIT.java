// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two lives to which random things are done, and which found a fault once; {@link ChaosMain} has as many as one likes. */
class ChaosIT {

    /**
     * In the first a handler, whose end the full disk had not taken, ran again after a kill that came much later. In the
     * second a host on battery, whose UPS was lost when the dispatcher was killed, was never shut down.
     */
    @ParameterizedTest
    @ValueSource(longs = {4, 358_939})
    @Execution(ExecutionMode.CONCURRENT)
    void lifeIsAsTheModelWantsIt(long seed) throws IOException, InterruptedException {
        System.err.println("chaos, seed " + seed);
        ChaosVerdict verdict = ChaosVerdict.ofLife(seed);
        System.err.println(verdict);

        assertTrue(verdict.good(), verdict::toString);
    }
}
