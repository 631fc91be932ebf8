// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.inbound.Frames;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.wire.Order;

/** From the start of a monitor to being believed, its orders, and the stop. */
@Timeout(120)
class MonitorSupervisorTest {

    private final SupervisorBench bench = new SupervisorBench();

    @AfterEach
    void endReaders() {
        bench.end();
    }

    @Test
    void oneMonitorIsStarted() {
        bench.started().started();

        assertEquals(1, bench.monitors.size());
        assertFalse(bench.supervisor.idle());
    }

    @Test
    void nothingIsOrderedBeforeHelloButPing() {
        bench.started().seconds(1).seconds(1);

        assertEquals(Set.of(Order.PING), Set.copyOf(bench.monitor().orders()));
        assertEquals(List.of(), bench.heard);
    }

    @Test
    void helloIsAnsweredByALookAtTheJailAndGo() {
        bench.ready();

        assertEquals(List.of(bench.monitor().pid()), bench.inspected);
        assertTrue(bench.monitor().orders().contains(Order.GO));
        assertEquals(List.of("ready"), bench.heard);
    }

    @Test
    void jailIsNotLookedAtBeforeHello() {
        bench.started().seconds(9);

        assertEquals(List.of(), bench.inspected);
    }

    @Test
    void monitorWithAFlawInItsJailIsKilledAndNeverToldToGo() {
        bench.finds("thread main has Seccomp 0", "descriptor 7 is a directory");
        bench.ready();

        assertTrue(bench.monitor().killed());
        assertFalse(bench.monitor().orders().contains(Order.GO));
        assertEquals(List.of(), bench.heard);
        assertTrue(
                bench.log().contains("its jail is not closed: thread main has Seccomp 0, descriptor 7 is a directory"));
    }

    @Test
    void nothingOfAMonitorWithAFlawIsBelieved() {
        bench.finds("a flaw");
        bench.ready().writes(Frames.stating(FactType.ONBATT));

        assertEquals(List.of(), bench.heard);
    }

    @Test
    void everyNewMonitorIsLookedAt() {
        bench.ready();
        bench.finds("a flaw");
        bench.exits(bench.monitor(), 1).seconds(1).writes(Frames.HELLO);

        assertEquals(List.of("ready", "lost"), bench.heard);
        assertFalse(bench.monitor().orders().contains(Order.GO));
    }

    @Test
    void whatABelievedMonitorSaysIsHeardInItsOrder() {
        bench.ready();
        bench.writes(
                Frames.stating(FactType.COMMOK),
                Frames.stating(FactType.ONBATT),
                Frames.STATED,
                Frames.HEARTBEAT,
                Frames.stating(FactType.ONLINE));

        assertEquals(
                List.of("ready", "COMMOK ups@host", "ONBATT ups@host", "stated all", "alive", "ONLINE ups@host"),
                bench.heard);
    }

    @Test
    void monitorThatNeverStatesEveryUpsIsReplaced() {
        bench.ready();
        for (int i = 0; i < 91; i++) {
            bench.writes(Frames.HEARTBEAT).seconds(1);
        }

        assertTrue(bench.monitor().killed());
        assertEquals("lost", bench.heard.get(bench.heard.size() - 1));
    }

    @Test
    void orderGoesToTheRunningMonitor() {
        bench.ready();
        bench.supervisor.order(Order.FSD);

        assertTrue(bench.monitor().orders().contains(Order.FSD));
    }

    @Test
    void orderWithoutMonitorIsForNobody() {
        bench.supervisor.order(Order.FSD);
        bench.ready();

        assertFalse(bench.monitor().orders().contains(Order.FSD));
    }

    @Test
    void pingGoesOutOnceASecond() {
        bench.ready().writes(Frames.HEARTBEAT);
        bench.seconds(1);
        long before = pings();
        for (int i = 0; i < 4; i++) {
            bench.passes(MonitorSupervisor.PING_INTERVAL.dividedBy(4)).writes(Frames.HEARTBEAT);
        }

        assertEquals(before + 1, pings());
    }

    private long pings() {
        return bench.monitor().orders().stream()
                .filter(order -> order == Order.PING)
                .count();
    }

    @Test
    void stopIsOrderedAndTheEndAwaited() {
        bench.ready();
        bench.supervisor.stop();
        assertTrue(bench.monitor().orders().contains(Order.STOP));
        assertFalse(bench.supervisor.idle());

        bench.writes(Frames.BYE).exits(bench.monitor(), 0);
        assertTrue(bench.supervisor.idle());
    }

    @Test
    void stoppedMonitorIsNoLossAndNotReplaced() {
        bench.ready();
        bench.supervisor.stop();
        bench.writes(Frames.BYE).exits(bench.monitor(), 0).seconds(60);

        assertEquals(List.of("ready"), bench.heard);
        assertEquals(1, bench.monitors.size());
    }

    @Test
    void monitorStoppedBeforeHelloIsNoRefusal() {
        bench.started();
        bench.supervisor.stop();
        bench.exits(bench.monitor(), 1);

        assertEquals(List.of(), bench.heard);
        assertTrue(bench.supervisor.idle());
    }

    @Test
    void stopWithoutMonitorIsDoneAtOnceAndStartsNone() {
        bench.supervisor.stop();
        bench.seconds(60);

        assertTrue(bench.supervisor.idle());
        assertEquals(List.of(), bench.monitors);
    }

    @Test
    void stopThatCannotBeOrderedKills() {
        bench.ready();
        bench.monitor().stopsReadingOrders();
        bench.supervisor.stop();

        assertTrue(bench.monitor().killed());
        assertTrue(bench.supervisor.idle());
    }

    @Test
    void killedMonitorIsNotReplaced() {
        bench.ready();
        bench.supervisor.kill();
        assertTrue(bench.monitor().killed());

        bench.exits(bench.monitor(), 137).seconds(60);
        assertEquals(1, bench.monitors.size());
        assertTrue(bench.supervisor.idle());
    }

    @Test
    void killWithoutMonitorIsNothing() {
        bench.supervisor.kill();

        assertTrue(bench.supervisor.idle());
    }
}
