// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.wire.FrameType;

class MonitorLivenessTest {

    private static final Duration START = Duration.ofSeconds(100);

    private final MonitorLiveness liveness = new MonitorLiveness(Duration.ofSeconds(10), START);

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
        liveness.frameReceived(FrameType.HEARTBEAT, START.plusSeconds(9));

        assertFalse(liveness.helloOverdue(START.plusSeconds(60)));
    }

    @Test
    void startIsNoSilence() {
        assertFalse(liveness.silent(START.plusSeconds(60)));
    }

    @Test
    void fiveSecondsWithoutAFrameAreNoSilence() {
        liveness.frameReceived(FrameType.HEARTBEAT, START);

        assertFalse(liveness.silent(START.plusSeconds(5)));
    }

    @Test
    void moreThanFiveSecondsWithoutAFrameAreSilence() {
        liveness.frameReceived(FrameType.HEARTBEAT, START);

        assertTrue(liveness.silent(START.plusSeconds(5).plusNanos(1)));
    }

    @Test
    void statedHasNinetySecondsFromGo() {
        liveness.told(START);

        assertFalse(liveness.statedOverdue(START.plusSeconds(90)));
        assertTrue(liveness.statedOverdue(START.plusSeconds(91)));
    }

    @Test
    void statedThatCameIsNeverOverdue() {
        liveness.told(START);
        liveness.frameReceived(FrameType.STATED, START.plusSeconds(10));

        assertFalse(liveness.statedOverdue(START.plusSeconds(3600)));
    }

    @Test
    void statedIsNotDueBeforeGo() {
        assertFalse(liveness.statedOverdue(START.plusSeconds(3600)));
    }

    @Test
    void eachFrameEndsTheSilence() {
        liveness.frameReceived(FrameType.HEARTBEAT, START);
        liveness.frameReceived(FrameType.HEARTBEAT, START.plusSeconds(4));

        assertFalse(liveness.silent(START.plusSeconds(9)));
    }
}
