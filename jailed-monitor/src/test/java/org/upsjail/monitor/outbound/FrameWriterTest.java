// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;

@Timeout(30)
class FrameWriterTest {

    private static final UpsName UPS = new UpsName("ups@host");

    private final GatedOutput pipe = new GatedOutput();
    private final BlockingQueue<String> broken = new LinkedBlockingQueue<>();

    @Test
    void everyFrameIsOneWrite() throws InterruptedException {
        FrameWriter frames = new FrameWriter(piece -> false, pipe, 1, broken::add);
        pipe.open();
        String digest = "0123456789abcdef".repeat(4);
        Fact lost = Fact.of(FactType.COMMBAD, UPS);
        Fact onBattery = Fact.of(FactType.ONBATT, UPS);
        frames.hello(digest);
        frames.state(List.of(lost, onBattery));
        frames.everythingStated();
        frames.heartbeat();
        frames.bye();

        assertNext(new Frame.Hello(digest));
        assertNext(new Frame.Statement(lost));
        assertNext(new Frame.Statement(onBattery));
        assertNext(new Frame.Signal(FrameType.STATED));
        assertNext(new Frame.Signal(FrameType.HEARTBEAT));
        assertNext(new Frame.Signal(FrameType.BYE));
    }

    @Test
    void aFirstStatementOfEveryUpsAndAMinuteOfHeartbeatsFindRoom() throws InterruptedException {
        int upsCount = 100;
        FrameWriter frames = new FrameWriter(piece -> false, pipe, upsCount, broken::add);
        Fact fact = Fact.of(FactType.ONLINE, UPS);
        for (int ups = 0; ups < upsCount; ups++) {
            for (int i = 0; i < FactType.values().length; i++) {
                frames.state(List.of(fact));
            }
        }
        for (int second = 0; second < 60; second++) {
            frames.heartbeat();
        }

        assertTrue(broken.isEmpty());
    }

    @Test
    void aDispatcherThatDoesNotReadIsReported() {
        FrameWriter frames = new FrameWriter(piece -> false, pipe, 0, broken::add);
        while (broken.isEmpty()) {
            frames.heartbeat();
        }

        assertEquals("the dispatcher does not read", broken.element());
    }

    @Test
    void aBrokenPipeIsReported() throws InterruptedException {
        pipe.breakWith(new IOException("Broken pipe"));
        pipe.open();
        new FrameWriter(piece -> false, pipe, 1, broken::add).heartbeat();

        assertEquals("the pipe to the dispatcher is broken", broken.take());
    }

    @Test
    void whatThePipeHasRoomForIsWrittenAtOnce() {
        List<byte[]> written = new ArrayList<>();
        new FrameWriter(written::add, pipe, 1, broken::add).heartbeat();

        assertArrayEquals(FrameEncoder.encode(new Frame.Signal(FrameType.HEARTBEAT)), written.get(0));
        assertTrue(pipe.nothingWritten());
    }

    @Test
    void noFrameOvertakesOneThatWaits() throws InterruptedException {
        AtomicBoolean room = new AtomicBoolean();
        List<byte[]> atOnce = new ArrayList<>();
        FrameWriter frames = new FrameWriter(piece -> room.get() && atOnce.add(piece), pipe, 1, broken::add);
        frames.heartbeat();
        room.set(true);
        frames.bye();
        pipe.open();

        assertNext(new Frame.Signal(FrameType.HEARTBEAT));
        assertNext(new Frame.Signal(FrameType.BYE));
        assertEquals(List.of(), atOnce);
    }

    @Test
    void aPipeThatNobodyReadsIsReportedAtOnce() {
        FrameWriter frames = new FrameWriter(
                piece -> {
                    throw new IOException("Broken pipe");
                },
                pipe,
                1,
                broken::add);
        frames.heartbeat();

        assertEquals("the pipe to the dispatcher is broken", broken.remove());
    }

    private void assertNext(Frame frame) throws InterruptedException {
        assertArrayEquals(FrameEncoder.encode(frame), pipe.nextBytes());
    }
}
