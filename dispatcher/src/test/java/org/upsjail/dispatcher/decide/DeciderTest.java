// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What the decider adds to its parts. */
class DeciderTest {

    private static final UpsName OTHER_UPS = new UpsName("other@host");

    private final DeciderBench bench = new DeciderBench();

    @Test
    void factAloneDecidesNothingBeforeTheTick() {
        bench.states(FactType.COMMOK, FactType.FSD);

        assertEquals(0, bench.count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void upsOfAnotherConfigurationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> bench.states(FactType.ONBATT, OTHER_UPS));
    }

    @Test
    void hostWithASupplyLeftStaysUp() {
        DeciderBench two = new DeciderBench(
                Configurations.monitor(Configurations.UPS, 1, "primary"),
                Configurations.monitor(OTHER_UPS, 1, "primary"));
        two.states(FactType.COMMOK, FactType.FSD).effects();

        assertEquals(List.of(), two.seconds(60).effects());
    }

    @Test
    void operatorTakesTheHostDown() {
        assertEquals(
                List.of(
                        new Effect.Say(Weight.CRITICAL, "initiating forced shutdown: requested by the operator"),
                        new Effect.OrderForcedShutdown()),
                bench.forcedShutdownRequested().effects());
    }

    @Test
    void operatorTakesASecondaryDownAlone() {
        DeciderBench secondary = new DeciderBench(Configurations.monitor(Configurations.UPS, 1, "secondary"));

        assertEquals(0, secondary.forcedShutdownRequested().count(Effect.OrderForcedShutdown.class));
        assertEquals(1, secondary.seconds(5).count(Effect.ShutDown.class));
    }

    @Test
    void processMayBeStoppedWhileNothingHappens() {
        bench.states(FactType.COMMOK, FactType.ONBATT).seconds(1);

        assertTrue(bench.mayBeStopped());
    }

    @Test
    void processMayNotBeStoppedOnTheWayToTheCommand() {
        DeciderBench shutting = new DeciderBench("HOSTSYNC 10", "FINALDELAY 5");
        shutting.forcedShutdownRequested();
        for (int second = 0; second < 15; second++) {
            assertFalse(shutting.mayBeStopped(), "second " + second);
            shutting.seconds(1);
        }
        assertEquals(1, shutting.count(Effect.ShutDown.class));
    }

    @Test
    void processMayNotBeStoppedUntilTheCommandIsSureToHaveStarted() {
        DeciderBench commanded = commanded();
        assertFalse(commanded.mayBeStopped());

        commanded.seconds(5);
        assertTrue(commanded.mayBeStopped());
    }

    @Test
    void processMayBeStoppedWhileTheCommandFails() {
        assertTrue(commanded().shutdownCommandEnded(Optional.of("failed")).mayBeStopped());
    }

    @Test
    void processMayBeStoppedWhileTheHostGoesDown() {
        assertTrue(commanded().shutdownCommandEnded(Optional.empty()).mayBeStopped());
    }

    private static DeciderBench commanded() {
        DeciderBench bench = new DeciderBench("HOSTSYNC 0", "FINALDELAY 0");
        bench.forcedShutdownRequested().ticks().ticks();
        assertEquals(1, bench.count(Effect.ShutDown.class));
        return bench;
    }

    @Test
    void refusedLoginIsToldOnce() {
        Effect told = new Effect.Announce(Announcement.ofUps(NotifyType.NOLOGIN, Configurations.UPS));

        assertEquals(List.of(told), bench.states(FactType.NOLOGIN).effects());
        assertEquals(List.of(), bench.states(FactType.NOLOGIN).effects());
    }

    @Test
    void firstLoginIsAMatterOfCourse() {
        assertEquals(List.of(), bench.states(FactType.LOGINOK).effects());
    }

    @Test
    void loginAfterARefusedOneIsTold() {
        bench.states(FactType.NOLOGIN);

        assertEquals(
                List.of(
                        new Effect.Announce(Announcement.ofUps(NotifyType.NOLOGIN, Configurations.UPS)),
                        new Effect.Announce(Announcement.ofUps(NotifyType.LOGINOK, Configurations.UPS))),
                bench.states(FactType.LOGINOK).effects());
    }

    @Test
    void forcedShutdownFromBeforeTheStartIsSaidWithItsGrace() {
        DeciderBench graced = DeciderBench.withGrace(Duration.ofMinutes(5));
        graced.states(FactType.COMMOK, FactType.ONLINE).effects();

        assertEquals(
                List.of(
                        new Effect.Announce(Announcement.ofUps(NotifyType.FSD, Configurations.UPS)),
                        new Effect.Say(
                                Weight.WARNING,
                                "upsd had FSD set on ups@host before this start: let be for 300 s while the UPS is on"
                                        + " line; restart upsd to clear it (FSDGRACE in upsjail.conf)")),
                graced.states(FactType.FSD).effects());
    }

    @Test
    void forcedShutdownUnderOurEyesIsNoneFromBefore() {
        DeciderBench graced = DeciderBench.withGrace(Duration.ofMinutes(5));
        graced.states(FactType.COMMOK, FactType.ONLINE, FactType.NOTFSD, FactType.FSD);

        assertEquals(0, graced.count(Effect.Say.class));
    }
}
