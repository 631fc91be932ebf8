// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitorLivenessTest {

    private static final Duration START = Duration.ofSeconds(100);

    private final MonitorLiveness liveness = new MonitorLiveness(START);

    @Test
    void helloHasTenSeconds() {
        assertFalse(liveness.helloOverdue(START.plusSeconds(10)));
    }

    @Test
    void helloIsOverdueAfterwards() {
        assertTrue(liveness.helloOverdue(START.plusSeconds(10).plusNanos(1)));
    }

    @Test
    void helloThatCameIsNeverOverdue() {
        liveness.frameReceived(START.plusSeconds(9));

        assertFalse(liveness.helloOverdue(START.plusSeconds(60)));
    }

    @Test
    void startIsNoSilence() {
        assertFalse(liveness.silent(START.plusSeconds(60)));
    }

    @Test
    void fiveSecondsWithoutAFrameAreNoSilence() {
        liveness.frameReceived(START);

        assertFalse(liveness.silent(START.plusSeconds(5)));
    }

    @Test
    void moreThanFiveSecondsWithoutAFrameAreSilence() {
        liveness.frameReceived(START);

        assertTrue(liveness.silent(START.plusSeconds(5).plusNanos(1)));
    }

    @Test
    void eachFrameEndsTheSilence() {
        liveness.frameReceived(START);
        liveness.frameReceived(START.plusSeconds(4));

        assertFalse(liveness.silent(START.plusSeconds(9)));
    }
}
