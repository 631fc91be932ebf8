// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** A connection that is lost says nothing of the hosts that are logged in: they are waited for, up to HOSTSYNC. */
class ShutdownWithoutConnectionTest {

    private static final UpsName OTHER_UPS = new UpsName("other@host");
    private static final List<NotifyType> HOSTSYNC = List.of(NotifyType.SHUTDOWN_HOSTSYNC);
    private static final List<NotifyType> SHUTDOWN = List.of(NotifyType.SHUTDOWN);

    private static DeciderBench begun(String... more) {
        DeciderBench bench = new DeciderBench(Configurations.prepend("HOSTSYNC 10", more));
        bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).ticks().ticks();
        assertEquals(1, bench.count(Effect.OrderForcedShutdown.class));
        return bench;
    }

    @Test
    void secondariesAreWaitedForWhenTheConnectionIsLost() {
        DeciderBench bench = begun();
        bench.states(FactType.COMMBAD).effects();

        assertEquals(HOSTSYNC, bench.seconds(9).announced());
        assertEquals(SHUTDOWN, bench.seconds(1).announced());
    }

    @Test
    void secondariesOfOneUpsAreWaitedForThoughThoseOfTheOtherHaveLeft() {
        DeciderBench both = begun(
                "MINSUPPLIES 2",
                Configurations.monitor(Configurations.UPS, 1, "primary"),
                Configurations.monitor(OTHER_UPS, 1, "primary"));
        both.states(FactType.ALONE).states(FactType.COMMBAD, OTHER_UPS).effects();

        assertEquals(HOSTSYNC, both.seconds(9).announced());
        assertEquals(SHUTDOWN, both.seconds(1).announced());
    }

    @Test
    void primaryThatFindsItselfAloneOnTheNextConnectionWaitsNoLonger() {
        DeciderBench bench = begun();
        bench.states(FactType.COMMBAD).seconds(5).effects();

        assertEquals(
                SHUTDOWN,
                bench.states(FactType.COMMOK, FactType.ALONE).ticks().announced().stream()
                        .filter(SHUTDOWN::contains)
                        .toList());
    }
}
