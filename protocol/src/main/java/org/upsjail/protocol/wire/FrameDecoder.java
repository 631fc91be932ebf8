// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/**
 * Bytes to frames, pushed in pieces of any size; how they are cut changes nothing. Accepts exactly the grammar of
 * PROTOCOL.md section 3: the first violation poisons the stream for ever, no later byte is looked at. Holds at most one
 * payload of {@value Wire#MAX_PAYLOAD} bytes. Not thread-safe.
 */
public final class FrameDecoder {

    private final Consumer<Frame> frames;
    private final byte[] payload = new byte[Wire.MAX_PAYLOAD];
    private int payloadBytes;
    private DecoderState state = DecoderState.INITIAL;

    /** @param frames receives every accepted frame, during {@link #push} */
    public FrameDecoder(Consumer<Frame> frames) {
        this.frames = frames;
    }

    /** Takes all of {@code bytes}. */
    public void push(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            push(Byte.toUnsignedInt(bytes.get()));
        }
    }

    /** Why the stream is dead, or empty while it lives. */
    public Optional<Violation> violation() {
        return Optional.ofNullable(state.violation());
    }

    /** Whether the stream could end here without cutting a frame. */
    public boolean atFrameBoundary() {
        return state.awaited() == DecoderState.Awaited.START;
    }

    private void push(int b) {
        DecoderState before = state;
        state = before.after(b);
        if (state.violation() != null) {
            return;
        }
        if (before.awaitsPayload()) {
            payload[payloadBytes++] = (byte) b;
        } else if (before.awaited() == DecoderState.Awaited.STOP) {
            Frame frame = frameOf(before);
            payloadBytes = 0;
            frames.accept(frame);
        }
    }

    private Frame frameOf(DecoderState atStop) {
        FrameType type = atStop.type();
        if (type == null) {
            throw new IllegalStateException("stop without type");
        }
        String text = new String(payload, 0, payloadBytes, StandardCharsets.US_ASCII);
        return switch (type.payload()) {
            case EMPTY -> new Frame.Signal(type);
            case DIGEST -> new Frame.Hello(text);
            case NAME, NAME_AND_TEXT -> new Frame.Statement(factOf(type.fact().orElseThrow(), text));
        };
    }

    private static Fact factOf(FactType type, String payload) {
        int separator = payload.indexOf(Wire.TEXT_SEPARATOR);
        if (separator < 0) {
            return Fact.of(type, new UpsName(payload));
        }
        UpsName ups = new UpsName(payload.substring(0, separator));
        return Fact.of(type, ups, Optional.of(new FactText(payload.substring(separator + 1))));
    }
}
