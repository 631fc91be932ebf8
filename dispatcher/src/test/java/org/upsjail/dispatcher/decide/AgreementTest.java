// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Duration APART = Agreement.APART;
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Agreement agreement = new Agreement();

    @Test
    void oneLookIsNone() {
        assertFalse(agreement.reached(true, APART.multipliedBy(9)));
        assertTrue(agreement.begun());
    }

    @Test
    void twoLooksThatAreTooNearAreNone() {
        agreement.reached(true, Duration.ZERO);

        assertFalse(agreement.reached(true, APART.minus(MILLI)));
    }

    @Test
    void twoLooksThatAreFarEnoughApartAreOne() {
        agreement.reached(true, Duration.ZERO);

        assertTrue(agreement.reached(true, APART));
    }

    @Test
    void aLookBetweenThemThatSaysOtherwiseBeginsAnew() {
        agreement.reached(true, Duration.ZERO);
        agreement.reached(false, MILLI);
        assertFalse(agreement.begun());
        agreement.reached(true, MILLI.multipliedBy(2));

        assertFalse(agreement.reached(true, APART));
        assertTrue(agreement.reached(true, APART.plus(MILLI.multipliedBy(2))));
    }

    @Test
    void whatWasFoundBeforeCanBeMadeToCountForNothing() {
        agreement.reached(true, Duration.ZERO);
        agreement.none();

        assertFalse(agreement.reached(true, APART));
    }
}
