// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.Order;

/** Where there can be one monitor only, as between paired units, the next one comes after the end of the last. */
@Timeout(120)
class MonitorInheritanceTest {

    private static final String NEXT_DIGEST = "f".repeat(64);

    private final SupervisorBench bench = new SupervisorBench();
    private final List<Optional<String>> outcomes = new ArrayList<>();

    @AfterEach
    void endReaders() {
        bench.end();
    }

    private FakeMonitor replacing() {
        FakeMonitor old = bench.ready().monitor();
        bench.supervisor.replace(bench.heirOf(NEXT_DIGEST), outcomes::add);
        return old;
    }

    @Test
    void theOldOneIsToldToEndAndNoneIsStartedBeside() {
        FakeMonitor old = replacing();

        assertEquals(Order.STOP, old.orders().get(old.orders().size() - 1));
        assertEquals(1, bench.monitors.size());
        assertEquals(List.of(), outcomes);
    }

    @Test
    void itsEndIsNoLossAndTheNextIsOfTheNewConfiguration() {
        bench.exits(replacing(), 0);
        bench.supervisor.tick();
        bench.writes(new Frame.Hello(NEXT_DIGEST));

        assertEquals(List.of(Optional.empty()), outcomes);
        assertEquals(2, bench.monitors.size());
        assertFalse(bench.heard.contains("lost"), bench.heard::toString);
    }

    @Test
    void withoutAMonitorTheNewConfigurationCountsAtOnce() {
        bench.supervisor.replace(bench.heirOf(NEXT_DIGEST), outcomes::add);

        assertEquals(List.of(Optional.empty()), outcomes);
    }

    @Test
    void aSecondReplacementWaitsForNoFirst() {
        replacing();
        bench.supervisor.replace(bench.heirOf(NEXT_DIGEST), outcomes::add);

        assertEquals(List.of(Optional.of("another reload is under way")), outcomes);
    }

    @Test
    void oneThatHangsInsteadOfEndingIsGivenUpAndInherited() {
        FakeMonitor old = replacing();
        bench.passes(Duration.ofSeconds(6));

        assertEquals(true, old.killed());
        assertEquals(List.of(Optional.empty()), outcomes);
    }

    @Test
    void asLongAsOneThatIsNoLongerBelievedLivesNoneIsStartedAndThenOneAtOnce() {
        bench.exits(bench.ready().monitor(), 1);
        bench.launcherReady(false);
        bench.seconds(60);
        assertEquals(1, bench.monitors.size());

        bench.launcherReady(true);
        bench.passes(Duration.ofMillis(20));
        assertEquals(2, bench.monitors.size());
        assertFalse(bench.log().contains("could not be started"), bench::log);
    }

    /** The service manager waits before it starts the next, which says HELLO once and early. */
    @Test
    void theNextIsWaitedForAtOnceHoweverManyHaveDied() {
        bench.ready();
        bench.supervisor.replace(bench.heirOf(NEXT_DIGEST), outcomes::add);
        bench.exits(bench.monitor(), 0);
        for (int lives = 2; lives < 8; lives++) {
            bench.passes(Duration.ofMillis(20));
            assertEquals(lives, bench.monitors.size());
            bench.exits(bench.monitor(), 1);
        }
    }
}
