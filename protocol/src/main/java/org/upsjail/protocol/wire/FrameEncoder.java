// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.nio.charset.StandardCharsets;
import org.upsjail.protocol.fact.Fact;

/** Frames to bytes. */
public final class FrameEncoder {

    private FrameEncoder() {}

    /** The one encoding of {@code frame}: 4 to {@value Wire#MAX_FRAME} bytes, meant for one write(2). */
    public static byte[] encode(Frame frame) {
        byte[] payload = payloadOf(frame).getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[payload.length + 4];
        bytes[0] = Wire.START;
        bytes[1] = (byte) frame.type().code();
        bytes[2] = (byte) payload.length;
        System.arraycopy(payload, 0, bytes, 3, payload.length);
        bytes[bytes.length - 1] = Wire.STOP;
        return bytes;
    }

    private static String payloadOf(Frame frame) {
        if (frame instanceof Frame.Hello hello) {
            return hello.configDigest();
        }
        if (frame instanceof Frame.Statement statement) {
            Fact fact = statement.fact();
            return fact.ups().value()
                    + fact.text()
                            .map(text -> (char) Wire.TEXT_SEPARATOR + text.value())
                            .orElse("");
        }
        return "";
    }
}
