// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.inbound.Frames;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.wire.Frame;

/** The two signs of a death, the end of its pipe and its exit status, in either order. */
@Timeout(120)
class MonitorDeathTest {

    private static final Frame ONBATT = Frames.stating(FactType.ONBATT);

    private final SupervisorBench bench = new SupervisorBench();

    @AfterEach
    void endReaders() {
        bench.end();
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
    void deadMonitorWhosePipeDoesNotEndIsReplacedWhenNothingMoreComes() {
        FakeMonitor dead = bench.ready().monitor();
        bench.exitsBeforeItsPipeEnds(dead, MonitorProcess.STATUS_UNKNOWN);
        bench.passes(MonitorRun.QUIET.dividedBy(2)).writes(ONBATT).passes(MonitorRun.QUIET.dividedBy(2));
        assertEquals(List.of("ready", "ONBATT ups@host"), bench.heard);

        bench.passes(MonitorRun.QUIET.dividedBy(2));
        assertEquals(List.of("ready", "ONBATT ups@host", "lost"), bench.heard);
        assertTrue(bench.log().contains("its process has ended"), bench.log());
    }

    @Test
    void lastWordsAreHeardThoughTheDispatcherStoodStillBeforeThem() {
        FakeMonitor dead = bench.ready().monitor();
        bench.exitsBeforeItsPipeEnds(dead, 137).seconds(60).writes(ONBATT).closesPipe();

        assertEquals(List.of("ready", "ONBATT ups@host", "lost"), bench.heard);
    }

    @Test
    void helloOfADeadMonitorIsNotAnsweredByALookAtItsJail() {
        FakeMonitor dead = bench.started().monitor();
        bench.exitsBeforeItsPipeEnds(dead, 139).writes(Frames.HELLO).closesPipe();

        assertEquals(List.of(), bench.inspected);
        assertTrue(bench.log().contains("exited with status 139"), bench.log());
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
}
