// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** Bytes and frames to test with: written by hand, right or wrong, or drawn from a seeded source. */
final class Streams {

    static final String DIGEST = "0123456789abcdef".repeat(4);
    static final String LONGEST_NAME = "n".repeat(127);
    static final String LONGEST_TEXT = "t".repeat(120);

    private static final String NAME_ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@:[]%+-";
    private static final String TEXT_ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()/%+_=@#-";

    private Streams() {}

    static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replace(" ", ""));
    }

    /** A frame written by hand: {@code code} and {@code length} may be wrong. */
    static byte[] raw(int code, int length, String payload) {
        byte[] head = {0x02, (byte) code, (byte) length};
        return joined(head, payload.getBytes(StandardCharsets.ISO_8859_1), new byte[] {0x03});
    }

    /** A frame written by hand, with the length it has. */
    static byte[] raw(FrameType type, String payload) {
        return raw(type.code(), payload.length(), payload);
    }

    static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            whole.writeBytes(piece);
        }
        return whole.toByteArray();
    }

    static byte[] encoded(List<Frame> frames) {
        return joined(frames.stream().map(FrameEncoder::encode).toArray(byte[][]::new));
    }

    static Frame signal(FrameType type) {
        return new Frame.Signal(type);
    }

    static Frame stated(FactType type, String ups) {
        return new Frame.Statement(Fact.of(type, new UpsName(ups)));
    }

    static Frame stated(FactType type, String ups, String text) {
        return new Frame.Statement(new Fact(type, new UpsName(ups), new FactText(text)));
    }

    /** Short, with every kind of payload: small enough to be damaged in every way. */
    static List<Frame> everyKind() {
        return List.of(
                new Frame.Hello(DIGEST),
                signal(FrameType.HEARTBEAT),
                stated(FactType.ONBATT, "ups@[::1]:3493"),
                stated(FactType.ALARM, "a@b", "Replace battery."),
                stated(FactType.OTHER, "a@b"),
                stated(FactType.ALONE, "u"),
                signal(FrameType.STATED),
                signal(FrameType.BYE));
    }

    static Frame anyFrame(Random random) {
        FrameType[] types = FrameType.values();
        FrameType type = types[random.nextInt(types.length)];
        return switch (type.payload()) {
            case EMPTY -> signal(type);
            case DIGEST -> new Frame.Hello(drawn(random, "0123456789abcdef", 64));
            case NAME -> stated(factOf(type), anyName(random));
            case NAME_AND_TEXT ->
                random.nextInt(4) == 0
                        ? stated(factOf(type), anyName(random))
                        : stated(factOf(type), anyName(random), drawn(random, TEXT_ALPHABET, 1 + random.nextInt(120)));
        };
    }

    private static FactType factOf(FrameType type) {
        return type.fact().orElseThrow();
    }

    private static String anyName(Random random) {
        return drawn(random, NAME_ALPHABET, 1 + random.nextInt(127));
    }

    private static String drawn(Random random, String alphabet, int length) {
        StringBuilder drawn = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return drawn.toString();
    }
}
