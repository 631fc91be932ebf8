// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What a dispatcher that was killed knew brings its successor to the same shutdowns, DEADTIME after its start at the latest. */
class TakenUpLedgerTest {

    private static final String[] DIRECTIVES = {"DEADTIME 15", "FINALDELAY 0"};
    private static final int DEADTIME = 15;
    private static final int LATER = DEADTIME + 2;
    private static final Duration FSD_GRACE = Duration.ofMinutes(5);
    private static final String[] WARN_TIMES = {"RBWARNTIME 100", "NOCOMMWARNTIME 100", "MINSUPPLIES 0"};

    private final DeciderBench killed = new DeciderBench(DIRECTIVES);

    private DeciderBench takenUp() {
        return killed.takenUp(DIRECTIVES);
    }

    /** In all the time until DEADTIME is over. */
    private static long shutdowns(DeciderBench next) {
        return next.seconds(LATER).count(Effect.OrderForcedShutdown.class);
    }

    @Test
    void upsThatWasLostOnBatteryBeforeTheCrashIsDeadAfterDeadTime() {
        killed.states(FactType.COMMOK, FactType.ONBATT, FactType.COMMBAD);
        DeciderBench next = takenUp().monitorReady().states(FactType.COMMBAD);
        assertEquals(0, next.seconds(DEADTIME).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, next.seconds(2).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void upsThatWasLostOnBatteryIsDeadWithoutAMonitorToo() {
        killed.states(FactType.COMMOK, FactType.ONBATT, FactType.COMMBAD);

        assertEquals(1, shutdowns(takenUp().monitorLost()));
    }

    @Test
    void upsThatIsSilentFromTheCrashOnIsDeadAfterDeadTime() {
        killed.states(FactType.COMMOK, FactType.ONBATT);

        assertEquals(1, shutdowns(takenUp().monitorLost()));
    }

    @Test
    void upsThatWasLostOnLineTakesNoHostDown() {
        killed.states(FactType.COMMOK, FactType.ONLINE, FactType.COMMBAD);

        assertEquals(0, shutdowns(takenUp().monitorReady().states(FactType.COMMBAD)));
    }

    @Test
    void upsThatNobodyEverHeardOfTakesNoHostDown() {
        killed.states(FactType.COMMBAD);

        assertEquals(0, shutdowns(takenUp().monitorReady().states(FactType.COMMBAD)));
    }

    @Test
    void forcedShutdownOfBeforeItsOwnStartIsLetBeByTheNextToo() {
        DeciderBench first = DeciderBench.withGrace(FSD_GRACE, DIRECTIVES);
        first.states(FactType.COMMOK, FactType.ONLINE, FactType.FSD).seconds(200);
        DeciderBench next =
                first.takenUp(FSD_GRACE, DIRECTIVES).monitorReady().states(FactType.COMMOK, FactType.ONLINE);
        assertEquals(0, next.seconds(99).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, next.seconds(2).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void forcedShutdownUnderItsEyesIsNotLetBeByTheNext() {
        killed.states(FactType.COMMOK, FactType.ONLINE, FactType.NOTFSD, FactType.FSD);

        assertEquals(1, killed.takenUp(FSD_GRACE, DIRECTIVES).ticks().ticks().count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void secondariesOfBeforeMayHaveComeBack() {
        killed.states(FactType.COMMOK, FactType.ALONE);
        DeciderBench next = takenUp().monitorReady().forcedShutdownRequested();

        assertEquals(0, next.seconds(5).count(Effect.ShutDown.class));
    }

    @Test
    void batteryThatWasToldIsToldAgainOnlyAfterItsWarnTime() {
        DeciderBench first = new DeciderBench(WARN_TIMES);
        first.states(FactType.COMMOK, FactType.REPLBATT).seconds(60);
        DeciderBench next = first.takenUp(WARN_TIMES)
                .monitorReady()
                .states(FactType.COMMOK, FactType.REPLBATT)
                .seconds(40);
        assertEquals(List.of(), next.announced());

        assertEquals(List.of(NotifyType.REPLBATT), next.seconds(1).announced());
    }

    @Test
    void silenceThatWasToldIsToldAgainOnlyAfterItsWarnTime() {
        DeciderBench first = new DeciderBench(WARN_TIMES);
        first.states(FactType.COMMOK, FactType.COMMBAD).seconds(101);
        DeciderBench next = first.takenUp(WARN_TIMES)
                .monitorReady()
                .states(FactType.COMMBAD)
                .seconds(98);
        assertEquals(List.of(), next.announced());

        assertEquals(List.of(NotifyType.NOCOMM), next.seconds(3).announced());
    }

    @Test
    void upsThatIsWatchedNoLongerIsLeftOut() {
        DeciderBench first = new DeciderBench(WARN_TIMES);
        first.states(FactType.COMMOK, FactType.REPLBATT).seconds(1);
        DeciderBench next = first.takenUp(Configurations.monitor(new UpsName("other@host"), 1, "primary"));

        assertEquals(List.of(), next.view().facts());
    }

    @Test
    void shutdownUnderWayBeginsAnew() {
        DeciderBench next = takenUp().shutdownTakenUp();

        assertEquals(
                List.of(
                        new Effect.Say(
                                Weight.CRITICAL,
                                "initiating forced shutdown: one was under way when upsjail was ended by force"),
                        new Effect.OrderForcedShutdown()),
                next.effects());
    }

    @Test
    void shutdownUnderWayBeginsOnce() {
        DeciderBench next = takenUp().forcedShutdownRequested();
        next.effects();

        assertEquals(List.of(), next.shutdownTakenUp().effects());
    }
}
