// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What another configuration leaves of what was known: all of it, until its own monitor has stated how things stand. */
class ReloadedDeciderTest {

    private static final Duration FSD_GRACE = Duration.ofMinutes(5);

    private final DeciderBench before = new DeciderBench("MINSUPPLIES 0", "RBWARNTIME 100", "NOCOMMWARNTIME 60");

    private static DeciderBench reloaded(DeciderBench before, String... directives) {
        DeciderBench next = before.reloaded(Duration.ZERO, directives);
        before.effects();
        return next;
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        before.states(FactType.COMMOK, FactType.ONBATT);
        DeciderBench next = reloaded(before).monitorReady();

        assertEquals(List.of(), next.states(FactType.COMMOK, FactType.ONBATT).announced());
    }

    @Test
    void whatEndedMeanwhileIsTold() {
        before.states(FactType.COMMOK, FactType.ONBATT);
        DeciderBench next = reloaded(before).monitorReady();

        assertEquals(
                List.of(NotifyType.ONLINE),
                next.states(FactType.COMMOK, FactType.ONLINE).announced());
    }

    @Test
    void nothingIsConfirmedUntilTheNextMonitorStatesIt() {
        before.states(FactType.COMMOK, FactType.ONBATT).seconds(1);
        DeciderBench next = reloaded(before, "DEADTIME 15");
        assertEquals(0, next.seconds(15).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, next.seconds(1).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void secondariesAreNotKnownAnyMore() {
        before.states(FactType.COMMOK, FactType.ALONE);
        DeciderBench next = reloaded(before, "HOSTSYNC 10", "FINALDELAY 0").forcedShutdownRequested();

        assertEquals(0, next.seconds(9).count(Effect.ShutDown.class));
    }

    @Test
    void timeOnALowBatteryGoesOn() {
        DeciderBench slow = new DeciderBench("OBLBDURATION 10");
        slow.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).seconds(6);
        DeciderBench next = reloaded(slow, "OBLBDURATION 10").monitorReady();
        next.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT);
        assertEquals(0, next.seconds(3).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, next.seconds(2).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void forcedShutdownOfBeforeTheStartIsLetBeSinceItWasFound() {
        DeciderBench graced = DeciderBench.withGrace(FSD_GRACE);
        graced.states(FactType.COMMOK, FactType.ONLINE, FactType.FSD).seconds(200);
        DeciderBench next =
                graced.reloaded(FSD_GRACE).monitorReady().states(FactType.COMMOK, FactType.ONLINE, FactType.FSD);
        assertEquals(0, next.seconds(99).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, next.seconds(2).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void whatWasSoBeforeASleepCountsForNothing() {
        before.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).hostWoke();

        assertEquals(0, reloaded(before).seconds(60).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void networkHasItsTimeAfterASleepAllTheSame() {
        before.states(FactType.COMMOK, FactType.ONLINE).hostWoke();
        DeciderBench next = reloaded(before).monitorReady();

        assertEquals(List.of(), next.states(FactType.COMMBAD).seconds(14).announced());
        assertEquals(List.of(NotifyType.COMMBAD), next.seconds(1).announced());
    }

    @Test
    void timeThePrimaryHasGoesOn() {
        String[] secondary = {Configurations.monitor(Configurations.UPS, 1, "secondary"), "HOSTSYNC 15"};
        DeciderBench waiting = new DeciderBench(secondary);
        waiting.states(FactType.COMMOK, FactType.ONLINE).seconds(60);
        waiting.states(FactType.ONBATT, FactType.LOWBATT).seconds(10);
        DeciderBench next =
                reloaded(waiting, secondary).monitorReady().states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT);
        next.seconds(5);
        assertFalse(next.shuttingDown());

        assertTrue(next.seconds(1).shuttingDown());
    }

    @Test
    void batteryToBeReplacedIsToldAgainAfterItsWarnTimeOnly() {
        before.states(FactType.COMMOK, FactType.REPLBATT).seconds(60);
        DeciderBench next = reloaded(before, "MINSUPPLIES 0", "RBWARNTIME 100").monitorReady();
        next.states(FactType.COMMOK, FactType.REPLBATT).effects();
        assertEquals(List.of(), next.seconds(40).announced());

        assertEquals(List.of(NotifyType.REPLBATT), next.seconds(1).announced());
    }

    @Test
    void silenceIsToldAgainAfterItsWarnTimeOnly() {
        before.states(FactType.COMMOK, FactType.COMMBAD).seconds(60);
        DeciderBench next =
                reloaded(before, "MINSUPPLIES 0", "NOCOMMWARNTIME 60").monitorReady();
        next.states(FactType.COMMBAD).effects();
        assertEquals(List.of(), next.seconds(60).announced());

        assertEquals(List.of(NotifyType.NOCOMM), next.seconds(1).announced());
    }

    @Test
    void lossOfTheMonitorIsToldAgainAfterTwoMinutesOnly() {
        before.monitorLost().seconds(60);
        DeciderBench next = reloaded(before, "MINSUPPLIES 0");
        assertEquals(List.of(), next.seconds(59).announced());

        assertEquals(List.of(NotifyType.NOPARENT), next.seconds(1).announced());
    }

    @Test
    void upsThatIsNewIsNotKnown() {
        before.states(FactType.COMMOK, FactType.ONBATT);
        DeciderBench next = reloaded(before, Configurations.monitor(new UpsName("other@host"), 1, "primary"));

        assertEquals(List.of(new UpsName("other@host")), next.upses());
        assertEquals(List.of(), next.view().facts());
    }

    @Test
    void nothingIsReloadedDuringAShutdown() {
        before.forcedShutdownRequested();

        assertThrows(IllegalStateException.class, () -> reloaded(before));
    }
}
