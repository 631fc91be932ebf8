// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.Violation;

/** One monitor's whole stream: what of it is believed. */
class MonitorStreamTest {

    private static final Duration START = Duration.ofSeconds(100);
    private static final Frame ONBATT = Frames.stating(FactType.ONBATT);
    private static final Frame ONLINE = Frames.stating(FactType.ONLINE);

    private final MonitorStream stream =
            new MonitorStream(Set.of(Configurations.UPS), Frames.DIGEST, Frames.POLL, Duration.ofSeconds(10), START);

    private MonitorStream going() {
        receive(Frames.HELLO);
        stream.go();
        return stream;
    }

    private List<Frame> receive(Frame... frames) {
        return stream.received(Frames.piece(frames), START);
    }

    @Test
    void helloAloneIsBelievedBeforeGo() {
        assertEquals(List.of(Frames.HELLO), receive(Frames.HELLO));
    }

    @Test
    void factsAreBelievedAfterGoInTheirOrder() {
        going();

        assertEquals(List.of(ONBATT, ONLINE, Frames.STATED), receive(ONBATT, ONLINE, Frames.STATED));
        assertEquals(Optional.empty(), stream.violation(START));
    }

    @Test
    void framesOfOnePieceAreNotGivenAgainWithTheNext() {
        going();
        receive(ONBATT);

        assertEquals(List.of(ONLINE), receive(ONLINE));
    }

    @Test
    void cutsChangeNothing() {
        going();
        byte[] bytes = Frames.encoded(ONBATT, ONLINE);
        for (int at = 0; at <= bytes.length; at++) {
            List<Frame> frames = new ArrayList<>(stream.received(ByteBuffer.wrap(bytes, 0, at), START));
            frames.addAll(stream.received(ByteBuffer.wrap(bytes, at, bytes.length - at), START));

            assertEquals(List.of(ONBATT, ONLINE), frames, "cut at " + at);
        }
    }

    @Test
    void framesBeforeTheViolationInThePieceAreBelievedAndNoneAfterIt() {
        going();

        assertEquals(List.of(ONBATT), receive(ONBATT, Frames.HELLO, ONLINE));
        assertEquals(Optional.of(Violation.HELLO_TWICE), stream.violation(START));
    }

    @Test
    void framesBeforeAMalformedOneInThePieceAreBelievedAndNoneAfterIt() {
        going();
        ByteBuffer piece = ByteBuffer.allocate(200)
                .put(Frames.encoded(ONBATT))
                .put((byte) 'x')
                .put(Frames.encoded(ONLINE))
                .flip();

        assertEquals(List.of(ONBATT), stream.received(piece, START));
        assertEquals(Optional.of(Violation.START_EXPECTED), stream.violation(START));
    }

    @Test
    void nothingIsBelievedInLaterPieces() {
        going();
        receive(Frames.HELLO);

        assertEquals(List.of(), receive(ONLINE, Frames.HEARTBEAT));
    }

    @Test
    void firstViolationStays() {
        going();
        receive(Frames.HELLO);
        stream.received(ByteBuffer.wrap(new byte[] {'x'}), START);
        stream.ended();

        assertEquals(Optional.of(Violation.HELLO_TWICE), stream.violation(START.plusSeconds(60)));
    }

    @Test
    void goDoesNotReviveAStream() {
        receive(Frames.HELLO, ONBATT);
        stream.go();

        assertEquals(List.of(), receive(ONLINE));
        assertEquals(Optional.of(Violation.BEFORE_GO), stream.violation(START));
    }

    @Test
    void endInsideAFrameIsAViolation() {
        going();
        byte[] frame = Frames.encoded(ONBATT);
        stream.received(ByteBuffer.wrap(Arrays.copyOf(frame, frame.length - 1)), START);
        stream.ended();

        assertEquals(Optional.of(Violation.TRUNCATED), stream.violation(START));
    }

    @Test
    void endBetweenFramesIsNone() {
        going();
        receive(ONBATT);
        stream.ended();

        assertEquals(Optional.empty(), stream.violation(START));
    }

    @Test
    void helloThatDoesNotComeInTimeIsAViolation() {
        assertEquals(Optional.empty(), stream.violation(START.plusSeconds(10)));

        assertEquals(Optional.of(Violation.HELLO_LATE), stream.violation(START.plusSeconds(11)));
    }

    @Test
    void halfAHelloIsNoneInTime() {
        stream.received(ByteBuffer.wrap(Arrays.copyOf(Frames.encoded(Frames.HELLO), 40)), START.plusSeconds(9));

        assertEquals(Optional.of(Violation.HELLO_LATE), stream.violation(START.plusSeconds(11)));
    }

    @Test
    void helloAfterItsTimeIsNotBelieved() {
        stream.violation(START.plusSeconds(11));

        assertEquals(List.of(), receive(Frames.HELLO));
    }

    @Test
    void heartbeatsThatStopAreSilence() {
        going();
        stream.received(Frames.piece(Frames.HEARTBEAT), START.plusSeconds(20));

        assertFalse(stream.silent(START.plusSeconds(25)));
        assertTrue(stream.silent(START.plusSeconds(26)));
    }

    @Test
    void bytesThatMakeNoFrameAreSilence() {
        going();
        byte[] frame = Frames.encoded(ONBATT);
        for (int i = 0; i < frame.length - 1; i++) {
            stream.received(ByteBuffer.wrap(frame, i, 1), START.plusSeconds(i));
        }

        assertTrue(stream.silent(START.plusSeconds(6)));
    }

    @Test
    void statedIsOverdueNinetySecondsAfterGo() {
        going();

        assertFalse(stream.statedOverdue(START.plusSeconds(90)));
        assertTrue(stream.statedOverdue(START.plusSeconds(91)));
    }

    @Test
    void statedIsNotOverdueWithoutGo() {
        receive(Frames.HELLO);

        assertFalse(stream.statedOverdue(START.plusSeconds(91)));
    }

    @Test
    void silenceIsMeasuredFromTheLastFrameThatPassed() {
        assertEquals(Optional.empty(), stream.sinceLastFrame(START));
        going();
        stream.received(Frames.piece(Frames.HEARTBEAT), START.plusSeconds(2));
        stream.received(Frames.piece(Frames.HELLO), START.plusSeconds(4));

        assertEquals(Optional.of(Duration.ofSeconds(5)), stream.sinceLastFrame(START.plusSeconds(7)));
    }
}
