// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
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
    void lastWordsOfADeadMonitorAreHeardThoughTheNewsOfItsDeathIsFaster() {
        FakeMonitor dead = bench.ready().monitor();
        bench.exitsBeforeItsPipeEnds(dead, 137).writes(ONBATT).closesPipe();

        assertEquals(List.of("ready", "ONBATT ups@host", "lost"), bench.heard);
        assertTrue(bench.log().contains("exited with status 137"), bench.log());
    }

    @Test
    void lastFrameOfADeadMonitorThatIsCutIsAViolationThoughTheNewsOfItsDeathIsFaster() {
        FakeMonitor dead = bench.ready().monitor();
        byte[] frame = Frames.encoded(ONBATT);
        bench.exitsBeforeItsPipeEnds(dead, 0)
                .writes(dead, Arrays.copyOf(frame, frame.length - 1))
                .closesPipe();

        assertTrue(bench.log().contains("violation TRUNCATED"), bench.log());
    }

    @Test
    void deadMonitorWhosePipeSomebodyHoldsIsReplaced() {
        bench.exitsBeforeItsPipeEnds(bench.ready().monitor(), 137);
        assertEquals(List.of("ready"), bench.heard);

        bench.passes(MonitorRun.PIPE_END_WITHIN);
        assertEquals(List.of("ready", "lost"), bench.heard);
    }

    @Test
    void deadMonitorWhosePipeTheServiceManagerHoldsIsReplacedAtOnce() {
        bench.exitsBeforeItsPipeEnds(bench.ready().monitor(), MonitorProcess.STATUS_UNKNOWN);

        assertEquals(List.of("ready", "lost"), bench.heard);
        assertTrue(bench.log().contains("its process has ended"), bench.log());
    }

    @Test
    void helloOfADeadMonitorIsNotAnsweredByALookAtItsJail() {
        FakeMonitor dead = bench.started().monitor();
        bench.exitsBeforeItsPipeEnds(dead, 139).writes(Frames.HELLO).closesPipe();

        assertEquals(List.of(), bench.inspected);
        assertTrue(bench.log().contains("exited with status 139"), bench.log());
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
    void firstMonitorThatExitsBeforeHelloRefuses() {
        bench.started().exits(bench.monitor(), 1);

        assertEquals(List.of("refused 1"), bench.heard);
    }

    @Test
    void laterMonitorThatExitsBeforeHelloIsReplaced() {
        bench.ready().exits(bench.monitor(), 1).seconds(1).exits(bench.monitor(), 78);
        assertEquals(List.of("ready", "lost"), bench.heard);

        bench.seconds(2);
        assertEquals(3, bench.monitors.size());
    }

    @Test
    void exitOfABelievedMonitorIsALoss() {
        bench.ready().exits(bench.monitor(), 139);

        assertEquals(List.of("ready", "lost"), bench.heard);
        assertTrue(bench.log().contains("exited with status 139"), bench.log());
    }

    @Test
    void closedPipeOfABelievedMonitorIsALoss() {
        bench.ready().closesPipe();

        assertTrue(bench.monitor().killed());
        assertEquals(List.of("ready", "lost"), bench.heard);
        assertTrue(bench.log().contains("its pipe is closed"), bench.log());
    }

    @Test
    void pipeClosedInsideAFrameIsAViolation() {
        byte[] frame = Frames.encoded(ONBATT);
        bench.ready()
                .writes(bench.monitor(), Arrays.copyOf(frame, frame.length - 1))
                .closesPipe();

        assertTrue(bench.log().contains("violation TRUNCATED"), bench.log());
    }

    @Test
    void pipeClosedBeforeHelloLeavesTheWordToTheExit() {
        bench.started().closesPipe();
        assertFalse(bench.monitor().killed());

        bench.exits(bench.monitor(), 1);
        assertEquals(List.of("refused 1"), bench.heard);
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
