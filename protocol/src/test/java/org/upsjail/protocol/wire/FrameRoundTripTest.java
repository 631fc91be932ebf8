// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Drawn frames and drawn bytes; the seed is fixed, so a failure comes back. */
class FrameRoundTripTest {

    private static final long SEED = 20_261_122;

    @Test
    void drawnFramesComeBack() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            List<Frame> frames = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                frames.add(Streams.anyFrame(random));
            }
            byte[] stream = Streams.encoded(frames);
            Decoded expected = new Decoded(frames, Optional.empty(), true);

            assertEquals(expected, Decoded.of(stream), "round " + round);
            assertEquals(expected, Decoded.splitAt(stream, random.nextInt(stream.length + 1)), "round " + round);
            assertEquals(expected, Decoded.inPieces(stream, 1 + random.nextInt(300)), "round " + round);
        }
    }

    @Test
    void everyDrawnFrameFitsOneAtomicWrite() {
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            int length = FrameEncoder.encode(Streams.anyFrame(random)).length;
            assertTrue(length >= 4 && length <= Wire.MAX_FRAME, "length " + length);
        }
    }

    @Test
    void drawnBytesAreDecodedFaithfullyHoweverTheyAreCut() {
        Random random = new Random(SEED);
        byte[] likely = {0x02, 0x03, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x40, 0x54, 0x5C, 0x00, 0x01, 0x05, 'u', 'n', ' '};
        for (int round = 0; round < 20_000; round++) {
            byte[] stream = new byte[random.nextInt(64)];
            for (int i = 0; i < stream.length; i++) {
                stream[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : likely[random.nextInt(likely.length)];
            }
            Decoded decoded = Decoded.of(stream);

            decoded.assertFaithfulTo(stream);
            assertEquals(decoded, Decoded.splitAt(stream, random.nextInt(stream.length + 1)), "round " + round);
        }
    }
}
