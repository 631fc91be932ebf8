// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;

/** Frames of an honest monitor, as values and as bytes. */
public final class Frames {

    public static final Duration POLL = Duration.ofSeconds(5);

    public static final String DIGEST = "0123456789abcdef".repeat(4);
    public static final Frame HELLO = new Frame.Hello(DIGEST);
    public static final Frame HEARTBEAT = new Frame.Signal(FrameType.HEARTBEAT);
    public static final Frame STATED = new Frame.Signal(FrameType.STATED);
    public static final Frame BYE = new Frame.Signal(FrameType.BYE);

    private Frames() {}

    public static Frame stating(FactType type) {
        return new Frame.Statement(Fact.of(type, Configurations.UPS));
    }

    static Frame of(FrameType type) {
        return switch (type) {
            case HELLO -> HELLO;
            case STATED, HEARTBEAT, BYE -> new Frame.Signal(type);
            default -> stating(type.fact().orElseThrow());
        };
    }

    public static byte[] encoded(Frame... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List.of(frames).forEach(frame -> bytes.writeBytes(FrameEncoder.encode(frame)));
        return bytes.toByteArray();
    }

    static ByteBuffer piece(Frame... frames) {
        return ByteBuffer.wrap(encoded(frames));
    }
}
