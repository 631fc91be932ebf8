// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A stream of every kind of frame, damaged at every place in every way that one byte allows: nothing throws, what came
 * whole before the damage is delivered, and what is delivered is what was there (PROTOCOL.md sections 5 and 6).
 */
class DamagedStreamTest {

    private static final List<Frame> FRAMES = Streams.everyKind();
    private static final byte[] STREAM = Streams.encoded(FRAMES);

    private static void assertSound(byte[] damaged, int firstDamage) {
        Decoded decoded = Decoded.of(damaged);
        decoded.assertFaithfulTo(damaged);
        List<Frame> intact = wholeFramesWithin(firstDamage);
        assertEquals(intact, decoded.frames().subList(0, intact.size()), "damage at " + firstDamage);
    }

    private static List<Frame> wholeFramesWithin(int bytes) {
        int count = 0;
        int end = 0;
        while (count < FRAMES.size()) {
            end += FrameEncoder.encode(FRAMES.get(count)).length;
            if (end > bytes) {
                break;
            }
            count++;
        }
        return FRAMES.subList(0, count);
    }

    @Test
    void everyBitFlip() {
        for (int at = 0; at < STREAM.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = STREAM.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertSound(damaged, at);
            }
        }
    }

    @Test
    void everyReplacementOfOneByte() {
        for (int at = 0; at < STREAM.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] damaged = STREAM.clone();
                damaged[at] = (byte) b;
                assertSound(damaged, at);
            }
        }
    }

    @Test
    void everyInsertionOfOneByte() {
        for (int at = 0; at <= STREAM.length; at++) {
            byte[] head = Arrays.copyOf(STREAM, at);
            byte[] tail = Arrays.copyOfRange(STREAM, at, STREAM.length);
            for (int b = 0; b < 256; b++) {
                assertSound(Streams.joined(head, new byte[] {(byte) b}, tail), at);
            }
        }
    }

    @Test
    void everyDeletionOfOneByte() {
        for (int at = 0; at < STREAM.length; at++) {
            byte[] head = Arrays.copyOf(STREAM, at);
            byte[] tail = Arrays.copyOfRange(STREAM, at + 1, STREAM.length);
            assertSound(Streams.joined(head, tail), at);
        }
    }

    @Test
    void everyTruncation() {
        for (int kept = 0; kept <= STREAM.length; kept++) {
            byte[] truncated = Arrays.copyOf(STREAM, kept);
            Decoded decoded = Decoded.of(truncated);

            decoded.assertFaithfulTo(truncated);
            assertEquals(wholeFramesWithin(kept), decoded.frames());
            assertEquals(Optional.empty(), decoded.violation());
        }
    }

    @Test
    void everySuffix() {
        for (int from = 0; from < STREAM.length; from++) {
            byte[] suffix = Arrays.copyOfRange(STREAM, from, STREAM.length);
            Decoded.of(suffix).assertFaithfulTo(suffix);
        }
    }
}
