// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.protocol.fact.FactType;

/** The bytes of every type, literally (PROTOCOL.md sections 2 and 3). They never change (section 8). */
class GoldenFramesTest {

    private static final String UPS = "ups@h";
    private static final String DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String DIGEST_HEX = "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 ".repeat(4);

    private record Golden(Frame frame, String hex) {}

    private static Golden fact(FactType type, String hex) {
        return new Golden(Streams.stated(type, UPS), hex);
    }

    private static Golden control(FrameType type, String hex) {
        return new Golden(Streams.signal(type), hex);
    }

    static Stream<Golden> table() {
        return Stream.of(
                new Golden(new Frame.Hello(DIGEST), "02 20 40 " + DIGEST_HEX + " 03"),
                control(FrameType.STATED, "02 21 00 03"),
                control(FrameType.HEARTBEAT, "02 22 00 03"),
                control(FrameType.BYE, "02 23 00 03"),
                fact(FactType.ONLINE, "02 40 05 75 70 73 40 68 03"),
                fact(FactType.ONBATT, "02 41 05 75 70 73 40 68 03"),
                fact(FactType.LOWBATT, "02 42 05 75 70 73 40 68 03"),
                fact(FactType.NOTLOWBATT, "02 43 05 75 70 73 40 68 03"),
                fact(FactType.FSD, "02 44 05 75 70 73 40 68 03"),
                fact(FactType.NOTFSD, "02 45 05 75 70 73 40 68 03"),
                fact(FactType.REPLBATT, "02 46 05 75 70 73 40 68 03"),
                fact(FactType.NOTREPLBATT, "02 47 05 75 70 73 40 68 03"),
                fact(FactType.COMMOK, "02 48 05 75 70 73 40 68 03"),
                fact(FactType.COMMBAD, "02 49 05 75 70 73 40 68 03"),
                fact(FactType.LOGINOK, "02 4A 05 75 70 73 40 68 03"),
                fact(FactType.NOLOGIN, "02 4B 05 75 70 73 40 68 03"),
                fact(FactType.CAL, "02 4C 05 75 70 73 40 68 03"),
                fact(FactType.NOTCAL, "02 4D 05 75 70 73 40 68 03"),
                fact(FactType.OFF, "02 4E 05 75 70 73 40 68 03"),
                fact(FactType.NOTOFF, "02 4F 05 75 70 73 40 68 03"),
                fact(FactType.BYPASS, "02 50 05 75 70 73 40 68 03"),
                fact(FactType.NOTBYPASS, "02 51 05 75 70 73 40 68 03"),
                fact(FactType.ECO, "02 52 05 75 70 73 40 68 03"),
                fact(FactType.NOTECO, "02 53 05 75 70 73 40 68 03"),
                fact(FactType.ALARM, "02 54 05 75 70 73 40 68 03"),
                new Golden(
                        Streams.stated(FactType.ALARM, UPS, "No fan."),
                        "02 54 0D 75 70 73 40 68 1F 4E 6F 20 66 61 6E 2E 03"),
                fact(FactType.NOTALARM, "02 55 05 75 70 73 40 68 03"),
                fact(FactType.OVER, "02 56 05 75 70 73 40 68 03"),
                fact(FactType.NOTOVER, "02 57 05 75 70 73 40 68 03"),
                fact(FactType.TRIM, "02 58 05 75 70 73 40 68 03"),
                fact(FactType.NOTTRIM, "02 59 05 75 70 73 40 68 03"),
                fact(FactType.BOOST, "02 5A 05 75 70 73 40 68 03"),
                fact(FactType.NOTBOOST, "02 5B 05 75 70 73 40 68 03"),
                fact(FactType.OTHER, "02 5C 05 75 70 73 40 68 03"),
                new Golden(Streams.stated(FactType.OTHER, UPS, "X"), "02 5C 07 75 70 73 40 68 1F 58 03"),
                fact(FactType.NOTOTHER, "02 5D 05 75 70 73 40 68 03"),
                fact(FactType.ALONE, "02 5E 05 75 70 73 40 68 03"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void frameEncodesToItsGoldenBytes(Golden golden) {
        assertArrayEquals(Streams.hex(golden.hex()), FrameEncoder.encode(golden.frame()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void goldenBytesDecodeToTheirFrame(Golden golden) {
        Decoded decoded = Decoded.of(Streams.hex(golden.hex()));

        assertEquals(List.of(golden.frame()), decoded.frames());
        assertEquals(golden.frame().type(), decoded.frames().get(0).type());
    }

    @Test
    void theTableCoversEveryType() {
        Set<FrameType> covered = table().map(golden -> golden.frame().type())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FrameType.class)));

        assertEquals(EnumSet.copyOf(Arrays.asList(FrameType.values())), covered);
    }
}
