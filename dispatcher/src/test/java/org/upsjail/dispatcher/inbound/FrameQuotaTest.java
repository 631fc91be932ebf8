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

    private static final Duration POLL = Duration.ofSeconds(5);

    private Duration now = START;

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void firstStatementPassesAtOnce(int upses) {
        FrameQuota quota = new FrameQuota(upses, POLL, START);

        assertTrue(takes(quota, HELLO_AND_STATED + upses * FACTS_OF_A_UPS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void everyUpsMayChangeInEveryAspectRightAfterTheFirstStatement(int upses) {
        FrameQuota quota = new FrameQuota(upses, POLL, START);

        assertTrue(takes(quota, HELLO_AND_STATED + upses * FACTS_OF_A_UPS));
        assertTrue(takes(quota, upses * FACTS_OF_A_UPS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void changesOfEveryReadingPassForHours(int upses) {
        FrameQuota quota = new FrameQuota(upses, POLL, START);
        int changesPerSecond = 5;
        boolean passed = true;
        for (int second = 0; second < 7200 && passed; second++) {
            now = now.plusSeconds(1);
            int heartbeat = 1;
            passed = takes(quota, heartbeat + changesPerSecond * upses);
        }

        assertTrue(passed);
    }

    @Test
    void thousandSimultaneousChangesPassAgainAndAgain() {
        FrameQuota quota = new FrameQuota(1000, POLL, START);
        assertTrue(takes(quota, HELLO_AND_STATED + 1000 * FACTS_OF_A_UPS));
        for (int second = 0; second < 60; second++) {
            now = now.plusSeconds(1);
            assertTrue(takes(quota, 1 + 1000), "second " + second);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void serverThatChangesEverythingAndHangsUpMakesNoHonestMonitorGuilty(int upses) {
        FrameQuota quota = new FrameQuota(upses, POLL, START);
        int lostAndFound = 2;
        boolean passed = true;
        for (int connection = 0; connection < 1000 && passed; connection++) {
            now = now.plusMillis(250);
            passed = takes(quota, upses * (FACTS_OF_A_UPS + lostAndFound));
        }

        assertTrue(passed);
    }

    @Test
    void whoPollsFasterMaySayMore() {
        FrameQuota quota = new FrameQuota(1, Duration.ofMillis(50), START);
        boolean passed = true;
        for (int poll = 0; poll < 1000 && passed; poll++) {
            now = now.plusMillis(50);
            passed = takes(quota, FACTS_OF_A_UPS);
        }

        assertTrue(passed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void floodAtOnceDoesNotPass(int upses) {
        FrameQuota quota = new FrameQuota(upses, POLL, START);

        assertFalse(takes(quota, 2000 * upses));
    }

    @Test
    void steadyFloodDoesNotPass() {
        FrameQuota quota = new FrameQuota(1, POLL, START);
        boolean passed = true;
        for (int second = 0; second < 10 && passed; second++) {
            now = now.plusSeconds(1);
            passed = takes(quota, 1000);
        }

        assertFalse(passed);
    }

    @Test
    void usedUpQuotaFillsAgainWithTime() {
        FrameQuota quota = new FrameQuota(1, POLL, START);
        takes(quota, 10_000);
        assertFalse(quota.take(now));

        now = now.plusSeconds(1);
        assertTrue(takes(quota, 20));
    }

    @Test
    void restSavesUpNoMoreThanTheFirstQuota() {
        int whole = countTaken(new FrameQuota(1, POLL, START));
        FrameQuota rested = new FrameQuota(1, POLL, START);
        now = now.plusSeconds(3600);

        assertEquals(whole, countTaken(rested));
    }

    /** Three first statements, and five seconds of a server that hangs up after each answer, half as fast again; 64 beside. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void wholeQuotaIsWhatAnHonestMonitorMayHaveWrittenAtMost(int upses) {
        int round = FACTS_OF_A_UPS + 2;
        int threeStatements = 3 * round;
        int unread = 20 * round * 3 / 2;

        assertEquals(64 + upses * (threeStatements + unread), countTaken(new FrameQuota(upses, POLL, START)));
    }

    /** Four rounds of a server that hangs up, half as fast again; 4 beside. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void usedUpQuotaFillsAsFastAsAnHonestMonitorMaySpeak(int upses) {
        FrameQuota quota = new FrameQuota(upses, POLL, START);
        countTaken(quota);
        now = now.plusSeconds(1);

        assertEquals(4 + upses * 4 * (FACTS_OF_A_UPS + 2) * 3 / 2, countTaken(quota));
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
