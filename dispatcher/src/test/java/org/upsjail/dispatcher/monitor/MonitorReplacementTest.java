// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.inbound.Frames;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.Order;

/** What ends belief in a monitor, and what follows. */
@Timeout(120)
class MonitorReplacementTest {

    private static final Frame ONBATT = Frames.stating(FactType.ONBATT);
    private static final Frame ONLINE = Frames.stating(FactType.ONLINE);

    private final SupervisorBench bench = new SupervisorBench();

    @AfterEach
    void endReaders() {
        bench.end();
    }

    @Test
    void violationKillsAndEndsBeliefInThePiece() {
        bench.ready().writes(ONBATT, Frames.HELLO, ONLINE);

        assertEquals(List.of("ready", "ONBATT ups@host", "lost"), bench.heard);
        assertTrue(bench.monitor().killed());
        assertTrue(bench.log().contains("violation HELLO_TWICE"), bench.log());
    }

    @Test
    void factBeforeGoIsAViolation() {
        bench.started().writes(Frames.HELLO, ONBATT);

        assertFalse(bench.heard.contains("ONBATT ups@host"));
        assertTrue(bench.monitor().killed());
    }

    @Test
    void latePiecesOfACondemnedMonitorAreReadAndIgnored() {
        bench.ready().writes(Frames.HELLO);
        for (int i = 0; i < 5; i++) {
            bench.writes(ONLINE);
        }
        bench.closesPipe();

        assertEquals(List.of("ready", "lost"), bench.heard);
    }

    @Test
    void latePiecesOfACondemnedMonitorDoNotReachTheNext() {
        FakeMonitor old = bench.ready().monitor();
        bench.writes(Frames.HELLO).seconds(1).writes(Frames.HELLO);
        bench.writes(old, Frames.encoded(ONBATT)).writes(old, new byte[] {'x'});
        bench.exits(old, 137);

        assertEquals(List.of("ready", "lost", "ready"), bench.heard);
        assertFalse(bench.monitor().killed());
    }

    @Test
    void lossIsToldOnceThoughPipeAndProcessEndToo() {
        bench.ready().writes(Frames.HELLO).closesPipe().exits(bench.monitor(), 137);

        assertEquals(List.of("ready", "lost"), bench.heard);
    }

    @Test
    void nextMonitorIsStartedAfterASecond() {
        bench.ready().writes(Frames.HELLO).passes(Duration.ofMillis(999));
        assertEquals(1, bench.monitors.size());

        bench.passes(Duration.ofMillis(1));
        assertEquals(2, bench.monitors.size());
    }

    @Test
    void nextWaitsAreLonger() {
        bench.ready()
                .writes(Frames.HELLO)
                .seconds(1)
                .writes(Frames.HELLO, Frames.HELLO)
                .seconds(1);
        assertEquals(2, bench.monitors.size());

        bench.seconds(1);
        assertEquals(3, bench.monitors.size());
    }

    @Test
    void monitorThatLivedForAMinuteIsReplacedAfterASecond() {
        bench.ready().writes(Frames.HELLO).seconds(1).writes(Frames.HELLO);
        for (int i = 0; i < 30; i++) {
            bench.seconds(2).writes(Frames.HEARTBEAT);
        }
        bench.writes(Frames.HELLO).seconds(1);

        assertEquals(3, bench.monitors.size());
    }

    @Test
    void nextMonitorBeginsWithHelloAgain() {
        bench.ready().writes(Frames.HELLO).seconds(1).writes(ONBATT);

        assertEquals(List.of("ready", "lost"), bench.heard);
        assertTrue(bench.log().contains("violation HELLO_EXPECTED"), bench.log());
    }

    @Test
    void silenceOfFiveSecondsIsBorne() {
        bench.ready().seconds(5);

        assertFalse(bench.monitor().killed());
    }

    @Test
    void longerSilenceIsDeath() {
        bench.ready().passes(Duration.ofMillis(5001));

        assertTrue(bench.monitor().killed());
        assertEquals(List.of("ready", "lost"), bench.heard);
        assertTrue(bench.log().contains("no heartbeat"), bench.log());
    }

    @Test
    void monitorWithoutHelloIsReplacedAndWasNeverThere() {
        bench.started().passes(Duration.ofMillis(10_001)).seconds(1);

        assertTrue(bench.monitors.get(0).killed());
        assertEquals(2, bench.monitors.size());
        assertEquals(List.of(), bench.heard);
        assertTrue(bench.log().contains("violation HELLO_LATE"), bench.log());
    }

    @Test
    void monitorThatReadsNoOrdersIsReplaced() {
        bench.ready();
        bench.monitor().stopsReadingOrders();
        bench.seconds(1);

        assertTrue(bench.monitor().killed());
        assertEquals(List.of("ready", "lost"), bench.heard);
        assertTrue(bench.log().contains("it does not read its orders"), bench.log());
    }

    @Test
    void monitorThatCannotBeToldToGoIsALoss() {
        bench.started().monitor().stopsReadingOrders();
        bench.writes(Frames.HELLO, Frames.HEARTBEAT);

        assertTrue(bench.monitor().killed());
        assertEquals(List.of("ready", "lost"), bench.heard);
    }

    @Test
    void lossIsToldOnceThoughNoOrderIsHeard() {
        bench.whenReady(() -> bench.supervisor.order(Order.FSD));
        bench.started().monitor().stopsReadingOrders();
        bench.writes(Frames.HELLO);

        assertEquals(List.of("ready", "lost"), bench.heard);
    }

    @Test
    void monitorThatCannotBeStartedIsTriedAgain() {
        bench.launchable(false);
        bench.started();
        assertTrue(bench.log().contains("monitor could not be started: no such program"), bench.log());
        assertTrue(bench.supervisor.idle());

        bench.launchable(true);
        bench.seconds(1);
        assertEquals(1, bench.monitors.size());
    }

    @Test
    void replacedMonitorIsGivenItsOwnOrders() {
        FakeMonitor old = bench.ready().monitor();
        bench.writes(Frames.HELLO).seconds(1).writes(Frames.HELLO);
        bench.supervisor.order(Order.FSD);

        assertFalse(old.orders().contains(Order.FSD));
        assertTrue(bench.monitor().orders().contains(Order.FSD));
    }
}
