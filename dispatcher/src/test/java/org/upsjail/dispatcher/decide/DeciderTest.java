// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
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
}
