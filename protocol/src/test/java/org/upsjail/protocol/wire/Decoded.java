// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the decoder made of a stream. */
record Decoded(List<Frame> frames, Optional<Violation> violation, boolean atFrameBoundary) {

    static Decoded of(byte[]... pieces) {
        List<Frame> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(frames::add);
        for (byte[] piece : pieces) {
            decoder.push(ByteBuffer.wrap(piece));
        }
        return new Decoded(List.copyOf(frames), decoder.violation(), decoder.atFrameBoundary());
    }

    static Decoded byteByByte(byte[] stream) {
        byte[][] pieces = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            pieces[i] = new byte[] {stream[i]};
        }
        return of(pieces);
    }

    static Decoded splitAt(byte[] stream, int at) {
        return of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length));
    }

    static Decoded inPieces(byte[] stream, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length; from += size) {
            pieces.add(Arrays.copyOfRange(stream, from, Math.min(from + size, stream.length)));
        }
        return of(pieces.toArray(byte[][]::new));
    }

    /**
     * Asserts what holds of every stream: the accepted frames encode to the bytes the stream begins with, to all of
     * them if it lives and ends between frames, and a whole frame after a violation is not delivered.
     */
    void assertFaithfulTo(byte[] stream) {
        byte[] accepted = Streams.encoded(frames);
        assertTrue(accepted.length <= stream.length, "more accepted than there was");
        assertArrayEquals(Arrays.copyOf(stream, accepted.length), accepted);
        assertEquals(violation.isEmpty() && accepted.length == stream.length, atFrameBoundary);
        if (violation.isPresent()) {
            byte[] goodFrame = FrameEncoder.encode(Streams.signal(FrameType.HEARTBEAT));
            assertEquals(this, of(stream, goodFrame), "a frame after " + violation);
        } else {
            assertTrue(stream.length - accepted.length < Wire.MAX_FRAME, "a whole frame was kept back");
        }
    }
}
