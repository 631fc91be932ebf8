// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.fact.Aspect;

/** What an honest monitor has reason to send, and what only a flood is. */
class FrameQuotaTest {

    private static final int HELLO_AND_STATED = 2;
    private static final int FACTS_OF_A_UPS = Aspect.values().length;
    private static final Duration START = Duration.ofSeconds(1);

    private Duration now = START;

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void firstStatementPassesAtOnce(int upses) {
        FrameQuota quota = new FrameQuota(upses, START);

        assertTrue(takes(quota, HELLO_AND_STATED + upses * FACTS_OF_A_UPS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void everyUpsMayChangeInEveryAspectRightAfterTheFirstStatement(int upses) {
        FrameQuota quota = new FrameQuota(upses, START);

        assertTrue(takes(quota, HELLO_AND_STATED + upses * FACTS_OF_A_UPS));
        assertTrue(takes(quota, upses * FACTS_OF_A_UPS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void changesOfEveryReadingPassForHours(int upses) {
        FrameQuota quota = new FrameQuota(upses, START);
        int changesPerSecond = 5;
        boolean passed = true;
        for (int second = 0; second < 7200 && passed; second++) {
            now = now.plusSeconds(1);
            int heartbeat = 1;
            passed = takes(quota, heartbeat + changesPerSecond * upses);
        }

        assertTrue(passed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void floodAtOnceDoesNotPass(int upses) {
        FrameQuota quota = new FrameQuota(upses, START);

        assertFalse(takes(quota, 200 * upses));
    }

    @Test
    void steadyFloodDoesNotPass() {
        FrameQuota quota = new FrameQuota(1, START);
        boolean passed = true;
        for (int second = 0; second < 10 && passed; second++) {
            now = now.plusSeconds(1);
            passed = takes(quota, 100);
        }

        assertFalse(passed);
    }

    @Test
    void usedUpQuotaFillsAgainWithTime() {
        FrameQuota quota = new FrameQuota(1, START);
        takes(quota, 10_000);
        assertFalse(quota.take(now));

        now = now.plusSeconds(1);
        assertTrue(takes(quota, 20));
    }

    @Test
    void restSavesUpNoMoreThanTheFirstQuota() {
        int whole = countTaken(new FrameQuota(1, START));
        FrameQuota rested = new FrameQuota(1, START);
        now = now.plusSeconds(3600);

        assertEquals(whole, countTaken(rested));
    }

    private int countTaken(FrameQuota quota) {
        int taken = 0;
        while (quota.take(now)) {
            taken++;
        }
        return taken;
    }

    private boolean takes(FrameQuota quota, int frames) {
        boolean all = true;
        for (int i = 0; i < frames; i++) {
            all &= quota.take(now);
        }
        return all;
    }
}
