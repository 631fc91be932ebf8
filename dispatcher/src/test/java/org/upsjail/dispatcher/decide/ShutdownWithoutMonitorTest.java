// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;

/** The monitor may come and go: no shutdown waits for it, and none is kept from it. */
class ShutdownWithoutMonitorTest {

    private static final List<Effect> FORCED_SHUTDOWN = List.of(new Effect.OrderForcedShutdown());

    private final DeciderBench bench = new DeciderBench("HOSTSYNC 10", "FINALDELAY 5");

    private DeciderBench low() {
        bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).ticks().ticks();
        return bench;
    }

    @Test
    void monitorLostWhileWaitingDelaysNothing() {
        low().seconds(2).monitorLost();
        assertEquals(0, bench.seconds(12).count(Effect.ShutDown.class));

        assertEquals(1, bench.seconds(1).count(Effect.ShutDown.class));
    }

    @Test
    void whatALostMonitorSaidOfSecondariesIsNotBelieved() {
        low().states(FactType.ALONE).monitorLost().effects();

        assertEquals(List.of(NotifyType.SHUTDOWN_HOSTSYNC), bench.seconds(9).announced());
    }

    @Test
    void nextMonitorHearsOfTheShutdownWhileSecondariesAreWaitedFor() {
        low().monitorLost().seconds(2).effects();

        assertEquals(FORCED_SHUTDOWN, bench.monitorReady().effects());
    }

    @Test
    void nextMonitorHearsOfTheShutdownDuringFinalDelay() {
        low().states(FactType.ALONE).ticks().monitorLost().seconds(2).effects();

        assertEquals(FORCED_SHUTDOWN, bench.monitorReady().effects());
    }

    @Test
    void nextMonitorHearsOfTheShutdownWhileTheCommandFails() {
        low().states(FactType.ALONE).seconds(6).shutdownCommandEnded(Optional.of("failed"));
        bench.monitorLost().effects();

        assertEquals(FORCED_SHUTDOWN, bench.monitorReady().effects());
    }

    @Test
    void nextMonitorOfASecondaryIsOrderedNothing() {
        DeciderBench secondary = new DeciderBench(Configurations.monitor(Configurations.UPS, 1, "secondary"));
        secondary.states(FactType.COMMOK, FactType.FSD).ticks().monitorLost().effects();

        assertEquals(List.of(), secondary.monitorReady().effects());
    }

    @Test
    void nextMonitorOfAHostThatStaysUpIsOrderedNothing() {
        bench.states(FactType.COMMOK, FactType.ONLINE).monitorLost().effects();

        assertEquals(List.of(), bench.monitorReady().effects());
    }

    @Test
    void lossIsAnnounced() {
        assertEquals(
                List.of(Announcement.ofHost(NotifyType.NOPARENT)),
                bench.monitorLost().announcements());
    }

    @Test
    void missingMonitorIsAnnouncedAgainEveryTwoMinutes() {
        bench.monitorLost().seconds(1).effects();

        assertEquals(
                List.of(NotifyType.NOPARENT, NotifyType.NOPARENT),
                bench.seconds(240).announced());
    }

    @Test
    void lossesInARowAreAnnouncedOnceInTwoMinutes() {
        bench.monitorLost().effects();
        for (int i = 0; i < 11; i++) {
            bench.monitorReady().seconds(10).monitorLost();
        }
        assertEquals(List.of(), bench.announced());

        assertEquals(
                List.of(NotifyType.NOPARENT),
                bench.monitorReady().seconds(10).monitorLost().announced());
    }

    @Test
    void lossIsNoNewsOnceTheHostGoesDown() {
        low().states(FactType.ALONE).seconds(6).shutdownCommandEnded(Optional.empty());
        bench.effects();

        assertEquals(List.of(), bench.monitorLost().effects());
    }

    @Test
    void hostOnBatteryGoesDownAfterDeadTimeThoughNoMonitorReturns() {
        bench.states(FactType.COMMOK, FactType.ONBATT).seconds(60).monitorLost();
        assertEquals(0, bench.seconds(15).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, bench.seconds(16).count(Effect.ShutDown.class));
    }

    @Test
    void aMonitorThatDoesNotComeAgainIsTold() {
        DeciderBench unwatched = new DeciderBench().monitorLost();
        unwatched.effects();

        assertEquals(List.of(), unwatched.seconds(119).announced());
        assertEquals(List.of(NotifyType.NOPARENT), unwatched.seconds(1).announced());
    }

    @Test
    void aFirstMonitorHasFifteenSecondsToCome() {
        DeciderBench unwatched = DeciderBench.withoutMonitor().ticks();

        assertEquals(List.of(), unwatched.seconds(14).announced());
        assertEquals(List.of(NotifyType.NOPARENT), unwatched.seconds(1).announced());
    }
}
