// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.fact.FactType;

/** Right streams, whole and cut (PROTOCOL.md sections 2, 3 and 5). */
class FrameDecoderTest {

    private static final List<Frame> FRAMES = new ArrayList<>(Streams.everyKind());

    static {
        FRAMES.add(Streams.stated(FactType.ALARM, Streams.LONGEST_NAME, Streams.LONGEST_TEXT));
        FRAMES.add(Streams.stated(FactType.OTHER, "u", Streams.LONGEST_TEXT));
        FRAMES.add(Streams.stated(FactType.FSD, Streams.LONGEST_NAME));
    }

    private static final byte[] STREAM = Streams.encoded(FRAMES);
    private static final Decoded WHOLE = new Decoded(List.copyOf(FRAMES), Optional.empty(), true);

    @Test
    void wholeStreamGivesItsFramesInOrder() {
        assertEquals(WHOLE, Decoded.of(STREAM));
    }

    @Test
    void everySplitInTwoGivesTheSame() {
        for (int at = 0; at <= STREAM.length; at++) {
            assertEquals(WHOLE, Decoded.splitAt(STREAM, at), "split at " + at);
        }
    }

    @Test
    void byteByByteGivesTheSame() {
        assertEquals(WHOLE, Decoded.byteByByte(STREAM));
    }

    @Test
    void piecesOfEverySizeGiveTheSame() {
        for (int size = 1; size <= STREAM.length; size++) {
            assertEquals(WHOLE, Decoded.inPieces(STREAM, size), "pieces of " + size);
        }
    }

    @Test
    void aWrongStreamIsTheSameHoweverItIsCut() {
        byte[] wrong = Streams.joined(STREAM, Streams.hex("02 40 02 75 20 03"), STREAM);
        Decoded whole = Decoded.of(wrong);

        assertEquals(Optional.of(Violation.NAME_BYTE_FORBIDDEN), whole.violation());
        assertEquals(FRAMES, whole.frames());
        for (int at = 0; at <= wrong.length; at++) {
            assertEquals(whole, Decoded.splitAt(wrong, at), "split at " + at);
        }
        assertEquals(whole, Decoded.byteByByte(wrong));
    }

    @Test
    void anEmptyPieceChangesNothing() {
        assertEquals(new Decoded(List.of(), Optional.empty(), true), Decoded.of(new byte[0]));
    }

    @Test
    void theLongestFrameIs252Bytes() {
        byte[] longest =
                FrameEncoder.encode(Streams.stated(FactType.ALARM, Streams.LONGEST_NAME, Streams.LONGEST_TEXT));

        assertEquals(252, longest.length);
        assertEquals(252, Wire.MAX_FRAME);
    }

    @Test
    void everyNameAndTextLengthIsAccepted() {
        for (int name = 1; name <= 127; name++) {
            for (int text = 1; text <= 120; text++) {
                Frame frame = Streams.stated(FactType.OTHER, "n".repeat(name), "t".repeat(text));
                assertEquals(
                        List.of(frame), Decoded.of(FrameEncoder.encode(frame)).frames());
            }
        }
    }

    @Test
    void aFrameIsDeliveredWithItsLastByteAndNotBefore() {
        List<Frame> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(frames::add);

        decoder.push(ByteBuffer.wrap(Streams.hex("02 22 00")));
        assertTrue(frames.isEmpty());
        assertFalse(decoder.atFrameBoundary());

        decoder.push(ByteBuffer.wrap(Streams.hex("03")));
        assertEquals(List.of(Streams.signal(FrameType.HEARTBEAT)), frames);
        assertTrue(decoder.atFrameBoundary());
    }

    @Test
    void pushTakesAllBytesFromThePositionOfTheBufferOnAndNoOther() {
        List<Frame> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Streams.hex("FF FF 02 22 00 03 FF"));
        bytes.position(2).limit(6);

        new FrameDecoder(frames::add).push(bytes);

        assertEquals(List.of(Streams.signal(FrameType.HEARTBEAT)), frames);
        assertEquals(6, bytes.position());
    }

    @Test
    void aReceiverThatThrowsLeavesTheDecoderBetweenFrames() {
        List<Frame> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(frame -> {
            frames.add(frame);
            if (frames.size() == 1) {
                throw new IllegalStateException("the receiver failed");
            }
        });
        byte[] encoded = FrameEncoder.encode(Streams.stated(FactType.FSD, Streams.LONGEST_NAME));

        assertThrows(IllegalStateException.class, () -> decoder.push(ByteBuffer.wrap(encoded)));
        decoder.push(ByteBuffer.wrap(encoded));

        assertEquals(2, frames.size());
        assertEquals(frames.get(0), frames.get(1));
    }
}
