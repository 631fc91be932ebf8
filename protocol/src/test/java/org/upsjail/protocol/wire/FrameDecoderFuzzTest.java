// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes in any cut. An ordinary build replays the inputs committed beside it; PROTOCOL.md section 9 says how to
 * search for new ones.
 */
class FrameDecoderFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void anyBytesInAnyCut(byte[] stream) {
        Decoded whole = Decoded.of(stream);

        whole.assertFaithfulTo(stream);
        assertEquals(whole, Decoded.byteByByte(stream));
        assertEquals(whole, Decoded.of(cutByItsOwnBytes(stream)));
    }

    /** So the fuzzer chooses the cuts too, while an input stays a plain stream of frames. */
    private static byte[][] cutByItsOwnBytes(byte[] stream) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < stream.length) {
            int to = Math.min(stream.length, from + 1 + (Byte.toUnsignedInt(stream[from]) * 7) % 61);
            pieces.add(Arrays.copyOfRange(stream, from, to));
            from = to;
        }
        return pieces.toArray(byte[][]::new);
    }
}
