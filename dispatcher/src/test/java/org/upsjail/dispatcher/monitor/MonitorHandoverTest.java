// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.inbound.Frames;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.Order;

/** A monitor of another configuration takes over, or nothing changes. */
@Timeout(120)
class MonitorHandoverTest {

    private static final String NEXT_DIGEST = "f".repeat(64);
    private static final Frame NEXT_HELLO = new Frame.Hello(NEXT_DIGEST);

    private final SupervisorBench bench = new SupervisorBench();
    private final List<Optional<String>> outcomes = new ArrayList<>();

    @AfterEach
    void endReaders() {
        bench.end();
    }

    private FakeMonitor replacing() {
        FakeMonitor old = bench.ready().monitor();
        replace();
        return old;
    }

    private void replace() {
        bench.supervisor.replace(bench.specOf(NEXT_DIGEST), outcome -> {
            outcomes.add(outcome);
            bench.heard.add("outcome");
        });
    }

    private void assertNothingChanged(FakeMonitor old) {
        assertFalse(old.killed());
        bench.writes(old, Frames.encoded(Frames.stating(FactType.ONLINE)));
        assertEquals("ONLINE ups@host", bench.heard.get(bench.heard.size() - 1));
        assertFalse(bench.heard.contains("lost"));
    }

    @Test
    void nothingChangesUntilTheSuccessorSaysHello() {
        FakeMonitor old = replacing();

        assertEquals(2, bench.monitors.size());
        assertEquals(List.of(), outcomes);
        assertNothingChanged(old);
    }

    @Test
    void successorTakesOverWithItsHello() {
        FakeMonitor old = replacing();
        bench.writes(NEXT_HELLO);

        assertTrue(old.killed());
        assertEquals(List.of(Optional.empty()), outcomes);
        assertTrue(bench.monitor().orders().contains(Order.GO));
    }

    @Test
    void outcomeIsHeardBeforeTheSuccessorIsReadyAndNothingIsLost() {
        replacing();
        bench.writes(NEXT_HELLO);

        assertEquals(List.of("ready", "outcome", "ready"), bench.heard);
    }

    @Test
    void oldMonitorIsNotBelievedAnyMore() {
        FakeMonitor old = replacing();
        bench.writes(NEXT_HELLO);
        bench.writes(old, Frames.encoded(Frames.stating(FactType.ONBATT)));
        bench.exits(old, 137);

        assertEquals(List.of("ready", "outcome", "ready"), bench.heard);
        assertFalse(bench.supervisor.idle());
    }

    @Test
    void nextMonitorAfterATakeoverIsOfTheNewConfiguration() {
        replacing();
        bench.writes(NEXT_HELLO).exits(bench.monitor(), 1).seconds(1).writes(NEXT_HELLO);

        assertEquals(List.of("ready", "outcome", "ready", "lost", "ready"), bench.heard);
    }

    @Test
    void successorOfAnotherConfigurationIsRefused() {
        FakeMonitor old = replacing();
        FakeMonitor successor = bench.monitor();
        bench.writes(Frames.HELLO);

        assertTrue(outcomes.get(0).orElseThrow().contains("CONFIG_MISMATCH"), outcomes.toString());
        assertTrue(successor.killed());
        assertNothingChanged(old);
    }

    @Test
    void successorWithAFlawInItsJailIsRefused() {
        FakeMonitor old = replacing();
        bench.finds("thread main has NoNewPrivs 0");
        FakeMonitor successor = bench.monitor();
        bench.writes(NEXT_HELLO);

        assertTrue(outcomes.get(0).orElseThrow().contains("thread main has NoNewPrivs 0"), outcomes.toString());
        assertTrue(successor.killed());
        assertFalse(successor.orders().contains(Order.GO));
        assertNothingChanged(old);
    }

    @Test
    void successorThatExitsIsNoRefusalOfTheStart() {
        FakeMonitor old = replacing();
        bench.exits(bench.monitor(), 78);

        assertEquals(List.of(Optional.of("its monitor was lost: exited with status 78")), outcomes);
        assertNothingChanged(old);
    }

    @Test
    void successorWithoutHelloIsGivenUp() {
        FakeMonitor old = replacing();
        FakeMonitor successor = bench.monitor();
        for (int i = 0; i < 11; i++) {
            bench.writes(old, Frames.encoded(Frames.HEARTBEAT)).seconds(1);
        }

        assertTrue(outcomes.get(0).orElseThrow().contains("HELLO_LATE"), outcomes.toString());
        assertTrue(successor.killed());
        assertNothingChanged(old);
    }

    @Test
    void successorThatCannotBeStartedChangesNothing() {
        FakeMonitor old = bench.ready().monitor();
        bench.launchable(false);
        replace();

        assertEquals(List.of(Optional.of("its monitor could not be started: no such program")), outcomes);
        assertNothingChanged(old);
    }

    @Test
    void secondReplacementWaitsForNoFirst() {
        replacing();
        replace();

        assertEquals(List.of(Optional.of("another reload is under way")), outcomes);
        assertEquals(2, bench.monitors.size());
    }

    @Test
    void abandonedSuccessorIsKilledAndThatIsHeard() {
        FakeMonitor old = replacing();
        bench.supervisor.abandonReplacement("this host is going down");

        assertEquals(List.of(Optional.of("its monitor was lost: this host is going down")), outcomes);
        assertTrue(bench.monitor().killed());
        assertNothingChanged(old);
    }

    @Test
    void abandonedReplacementCanBeTriedAgain() {
        replacing();
        bench.supervisor.abandonReplacement("for now");
        replace();
        bench.writes(NEXT_HELLO);

        assertEquals(Optional.empty(), outcomes.get(1));
    }

    @Test
    void bothArePingedWhileTheSuccessorComesUp() {
        FakeMonitor old = replacing();
        int before = old.orders().size();
        bench.passes(Duration.ofSeconds(1));

        assertEquals(before + 1, old.orders().size());
        assertEquals(List.of(Order.PING), bench.monitor().orders());
    }

    @Test
    void forcedShutdownIsOrderedOfTheOneThatIsBelieved() {
        FakeMonitor old = replacing();
        bench.supervisor.order(Order.FSD);

        assertTrue(old.orders().contains(Order.FSD));
        assertFalse(bench.monitor().orders().contains(Order.FSD));
    }

    @Test
    void lossOfTheOldMonitorDoesNotHinderTheSuccessor() {
        FakeMonitor old = replacing();
        bench.exits(old, 139).writes(NEXT_HELLO);

        assertEquals(List.of("ready", "lost", "outcome", "ready"), bench.heard);
        bench.seconds(5);
        assertEquals(2, bench.monitors.size());
    }

    @Test
    void killEndsBoth() {
        FakeMonitor old = replacing();
        bench.supervisor.kill();

        assertTrue(old.killed());
        assertTrue(bench.monitor().killed());
    }
}
