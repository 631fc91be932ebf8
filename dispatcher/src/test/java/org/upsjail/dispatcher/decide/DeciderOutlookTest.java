// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** What the rest of the dispatcher asks the decider: what may come, and what is known. */
class DeciderOutlookTest {

    private final DeciderBench bench = new DeciderBench("HOSTSYNC 10", "FINALDELAY 5");

    private static DeciderBench low(DeciderBench bench) {
        return bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT);
    }

    @Test
    void noStepIsExpectedOnLinePower() {
        assertFalse(bench.states(FactType.COMMOK, FactType.ONLINE).ticks().expectsStep());
    }

    @Test
    void stepIsExpectedWhereTheNextLookMayAgree() {
        assertTrue(low(bench).ticks().expectsStep());
    }

    @Test
    void noStepIsExpectedAfterALookThatDisagreed() {
        low(bench).ticks().states(FactType.ONLINE).ticks();

        assertFalse(bench.expectsStep());
    }

    @Test
    void stepsAreExpectedWhileSecondariesAreWaitedFor() {
        assertTrue(bench.forcedShutdownRequested().expectsStep());
    }

    @Test
    void stepsAreExpectedInFinalDelay() {
        bench.states(FactType.ALONE).forcedShutdownRequested().ticks();

        assertTrue(bench.expectsStep());
    }

    @Test
    void noStepIsExpectedWhileTheCommandRuns() {
        bench.states(FactType.ALONE).forcedShutdownRequested().seconds(6);
        assertEquals(1, bench.count(Effect.ShutDown.class));

        assertFalse(bench.expectsStep());
    }

    @Test
    void powerDoesNotFailOnLine() {
        assertFalse(
                bench.states(FactType.COMMOK, FactType.ONLINE, FactType.LOWBATT).powerFailing());
    }

    @ParameterizedTest
    @EnumSource(names = {"ONBATT", "FSD"})
    void powerFailsOnBatteryAndWithAForcedShutdown(FactType type) {
        assertTrue(bench.states(FactType.COMMOK, type).powerFailing());
    }

    @Test
    void powerFailsWhereOneUpsOfTwoIsOnBattery() {
        DeciderBench two = new DeciderBench(
                Configurations.monitor(new UpsName("other@host"), 1, "primary"),
                Configurations.monitor(Configurations.UPS, 1, "primary"));

        assertTrue(two.states(FactType.ONBATT).powerFailing());
    }

    @Test
    void powerCountsAsFailingOnceTheHostGoesDown() {
        assertTrue(bench.forcedShutdownRequested().powerFailing());
    }

    @Test
    void hostGoesDownFromTheDecisionOn() {
        assertFalse(low(bench).ticks().shuttingDown());

        assertTrue(bench.ticks().shuttingDown());
    }

    @Test
    void factThatWasStatedIsKnown() {
        assertTrue(bench.states(FactType.ONBATT).knows(FactType.ONBATT));
    }

    @Test
    void otherFactOfItsAspectIsNot() {
        assertFalse(bench.states(FactType.ONBATT).knows(FactType.ONLINE));
    }

    @Test
    void factOfAnAspectThatNothingWasStatedOfIsNotKnown() {
        assertFalse(bench.knows(FactType.ONLINE));
    }

    @Test
    void upsesAreThoseOfTheConfiguration() {
        assertEquals(List.of(Configurations.UPS), bench.upses());
    }

    @Test
    void operatorSeesTheTextOfAnAlarm() {
        bench.states(FactType.ALARM, "Fan failed");

        assertEquals("Fan failed", bench.view().facts().get(0).text());
    }

    @Test
    void operatorSeesNoTextWhereThereIsNone() {
        bench.states(FactType.ONBATT);

        assertEquals("", bench.view().facts().get(0).text());
        assertEquals(Optional.empty(), bench.view().heardAgo());
    }
}
