// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.fact.FactType;

/** Each way to be wrong, and what the decoder calls it (PROTOCOL.md sections 5 and 6). */
class FrameDecoderViolationTest {

    private static final Frame BEFORE = Streams.stated(FactType.ONLINE, "u");
    private static final Frame AFTER = Streams.signal(FrameType.HEARTBEAT);

    /** The frame before is delivered; the wrong one and the right one after it are not. */
    private static void assertViolation(Violation expected, byte[] wrong) {
        Decoded decoded = Decoded.of(FrameEncoder.encode(BEFORE), wrong, FrameEncoder.encode(AFTER));

        assertEquals(Optional.of(expected), decoded.violation());
        assertEquals(List.of(BEFORE), decoded.frames());
        assertFalse(decoded.atFrameBoundary());
    }

    /** The last byte is the wrong one: without it there is no violation yet. */
    private static void assertViolationAtLastByte(Violation expected, byte[] wrong) {
        assertEquals(
                Optional.empty(),
                Decoded.of(Arrays.copyOf(wrong, wrong.length - 1)).violation());
        assertViolation(expected, wrong);
    }

    private static byte[] without(byte[] frame, int lastBytes) {
        return Arrays.copyOf(frame, frame.length - lastBytes);
    }

    @Test
    void zeroByteBetweenFrames() {
        assertViolationAtLastByte(Violation.START_EXPECTED, Streams.hex("00"));
    }

    @Test
    void newlineBetweenFrames() {
        assertViolationAtLastByte(Violation.START_EXPECTED, Streams.hex("0A"));
    }

    @Test
    void stopTwice() {
        assertViolationAtLastByte(Violation.START_EXPECTED, Streams.hex("03"));
    }

    @Test
    void startTwice() {
        assertViolationAtLastByte(Violation.TYPE_UNKNOWN, Streams.hex("02 02"));
    }

    @Test
    void everyCodeOutsideTheTable() {
        for (int code = 0; code < 256; code++) {
            if (FrameType.ofCode(code) == null) {
                assertViolationAtLastByte(Violation.TYPE_UNKNOWN, new byte[] {0x02, (byte) code});
            }
        }
    }

    @Test
    void controlFrameWithPayload() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 22 01"));
    }

    @Test
    void shortDigest() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 20 3F"));
    }

    @Test
    void longDigest() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 20 41"));
    }

    @Test
    void factWithoutName() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 40 00"));
    }

    @Test
    void textFactWithoutName() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 54 00"));
    }

    @Test
    void nameOf128Bytes() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 40 80"));
    }

    @Test
    void payloadOf249Bytes() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 54 F9"));
    }

    @Test
    void payloadOf255Bytes() {
        assertViolationAtLastByte(Violation.LENGTH_OUT_OF_BOUNDS, Streams.hex("02 5C FF"));
    }

    @Test
    void upperCaseDigest() {
        byte[] wrong = Streams.raw(FrameType.HELLO, Streams.DIGEST.substring(1) + "A");
        assertViolationAtLastByte(Violation.DIGEST_BYTE_FORBIDDEN, without(wrong, 1));
    }

    @Test
    void digestEndedEarlyByStop() {
        assertViolationAtLastByte(Violation.DIGEST_BYTE_FORBIDDEN, Streams.hex("02 20 40 30 03"));
    }

    @Test
    void spaceInName() {
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, Streams.hex("02 40 03 75 20"));
    }

    @Test
    void newlineInName() {
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, Streams.hex("02 40 03 75 0A"));
    }

    @Test
    void shellCharactersInName() {
        for (byte b : "$`;|&<>(){}'\"\\/!*?~#".getBytes(StandardCharsets.US_ASCII)) {
            assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, new byte[] {0x02, 0x40, 2, 'u', b});
        }
    }

    @Test
    void byteAboveAsciiInName() {
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, Streams.hex("02 40 03 75 C3"));
    }

    @Test
    void nameEndedEarlyByStop() {
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, Streams.hex("02 40 03 75 03"));
    }

    @Test
    void separatorInAFactThatCarriesNoText() {
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, Streams.hex("02 40 03 75 1F"));
    }

    @Test
    void nameThatLeavesNoRoomForTheTextItsLengthDemands() {
        byte[] wrong = Streams.raw(0x54, 128, "n".repeat(127));
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, without(wrong, 1));
    }

    @Test
    void nameOf128BytesBeforeAText() {
        byte[] wrong = Streams.raw(0x54, 140, "n".repeat(128));
        assertViolationAtLastByte(Violation.NAME_BYTE_FORBIDDEN, without(wrong, 1));
    }

    @Test
    void separatorWithoutName() {
        assertViolationAtLastByte(Violation.SEPARATOR_MISPLACED, Streams.hex("02 54 03 1F"));
    }

    @Test
    void separatorWithoutText() {
        assertViolationAtLastByte(Violation.SEPARATOR_MISPLACED, Streams.hex("02 54 02 75 1F"));
    }

    @Test
    void textOf121Bytes() {
        assertViolationAtLastByte(Violation.SEPARATOR_MISPLACED, without(Streams.raw(0x54, 123, "u\u001F"), 1));
    }

    @Test
    void longestPayloadWithAShortName() {
        assertViolationAtLastByte(
                Violation.SEPARATOR_MISPLACED, without(Streams.raw(0x54, 248, "n".repeat(126) + "\u001F"), 1));
    }

    @Test
    void secondSeparator() {
        assertViolationAtLastByte(Violation.TEXT_BYTE_FORBIDDEN, Streams.hex("02 54 05 75 1F 61 1F"));
    }

    @Test
    void newlineInText() {
        assertViolationAtLastByte(Violation.TEXT_BYTE_FORBIDDEN, Streams.hex("02 5C 04 75 1F 0A"));
    }

    @Test
    void escapeInText() {
        assertViolationAtLastByte(Violation.TEXT_BYTE_FORBIDDEN, Streams.hex("02 5C 04 75 1F 1B"));
    }

    @Test
    void quoteInText() {
        assertViolationAtLastByte(Violation.TEXT_BYTE_FORBIDDEN, Streams.hex("02 5C 04 75 1F 22"));
    }

    @Test
    void byteAboveAsciiInText() {
        assertViolationAtLastByte(Violation.TEXT_BYTE_FORBIDDEN, Streams.hex("02 5C 04 75 1F E2"));
    }

    @Test
    void textEndedEarlyByStop() {
        assertViolationAtLastByte(Violation.TEXT_BYTE_FORBIDDEN, Streams.hex("02 5C 05 75 1F 61 03"));
    }

    @Test
    void controlFrameWithoutStop() {
        assertViolationAtLastByte(Violation.STOP_EXPECTED, Streams.hex("02 22 00 02"));
    }

    @Test
    void nameLongerThanItsLength() {
        assertViolationAtLastByte(Violation.STOP_EXPECTED, Streams.hex("02 40 01 75 75"));
    }

    @Test
    void digestLongerThanItsLength() {
        byte[] wrong = Streams.raw(0x20, 64, Streams.DIGEST + "0");
        assertViolationAtLastByte(Violation.STOP_EXPECTED, without(wrong, 1));
    }

    @Test
    void textLongerThanItsLength() {
        assertViolationAtLastByte(Violation.STOP_EXPECTED, Streams.hex("02 54 03 75 1F 61 61"));
    }

    @Test
    void streamCutInsideAFrameIsNoBoundary() {
        byte[] frame = FrameEncoder.encode(Streams.stated(FactType.ALARM, "u", "a"));
        for (int kept = 1; kept < frame.length; kept++) {
            Decoded decoded = Decoded.of(Arrays.copyOf(frame, kept));
            assertFalse(decoded.atFrameBoundary(), "cut after " + kept);
            assertEquals(Optional.empty(), decoded.violation());
            assertTrue(decoded.frames().isEmpty());
        }
    }

    @Test
    void theFirstViolationIsTheOneThatIsTold() {
        assertViolation(Violation.TYPE_UNKNOWN, Streams.hex("02 00 0A 02 40 00"));
    }
}
