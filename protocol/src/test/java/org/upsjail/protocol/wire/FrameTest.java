// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** A frame that could not be encoded cannot be made. */
class FrameTest {

    @Test
    void helloTakesA64DigitDigest() {
        assertEquals(FrameType.HELLO, new Frame.Hello(Streams.DIGEST).type());
    }

    @Test
    void helloRefusesAShortDigest() {
        assertThrows(IllegalArgumentException.class, () -> new Frame.Hello(Streams.DIGEST.substring(1)));
    }

    @Test
    void helloRefusesALongDigest() {
        assertThrows(IllegalArgumentException.class, () -> new Frame.Hello(Streams.DIGEST + "0"));
    }

    @Test
    void helloRefusesEveryCharacterThatIsNoLowerCaseHexDigit() {
        String rest = Streams.DIGEST.substring(1);
        for (char c = 0; c < 0x180; c++) {
            String digest = c + rest;
            if ("0123456789abcdef".indexOf(c) >= 0) {
                assertEquals(digest, new Frame.Hello(digest).configDigest());
            } else {
                assertThrows(IllegalArgumentException.class, () -> new Frame.Hello(digest), "character " + (int) c);
            }
        }
    }

    @Test
    void signalIsOnlyForTypesWithoutPayload() {
        List<FrameType> signals = List.of(FrameType.STATED, FrameType.HEARTBEAT, FrameType.BYE);
        for (FrameType type : FrameType.values()) {
            if (signals.contains(type)) {
                assertEquals(type, new Frame.Signal(type).type());
            } else {
                assertThrows(IllegalArgumentException.class, () -> new Frame.Signal(type), type.name());
            }
        }
    }

    @Test
    void statementHasTheTypeOfItsFact() {
        for (FactType type : FactType.values()) {
            Frame frame = new Frame.Statement(Fact.of(type, new UpsName("u")));
            assertEquals(type.name(), frame.type().name());
        }
    }

    @Test
    void everyFactHasOneTypeAndEveryTypeOneCode() {
        assertEquals(
                FactType.values().length,
                Arrays.stream(FactType.values())
                        .map(FrameType::stating)
                        .distinct()
                        .count());
        assertEquals(
                FrameType.values().length,
                Arrays.stream(FrameType.values())
                        .mapToInt(FrameType::code)
                        .distinct()
                        .count());
    }

    @Test
    void violationIsDescribedByNameAndMeaning() {
        assertEquals("TRUNCATED (the stream ended inside a frame)", Violation.TRUNCATED.describe());
    }
}
