// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.UpsName;

/**
 * The control state of {@link FrameDecoder}: which byte is awaited, and the counts that decide whether it is right. An
 * immutable value, so that the whole state space can be walked and compared with the grammar (PROTOCOL.md section 5).
 *
 * @param type the frame's type from the type byte on, else null
 * @param nameBytes name bytes read so far, while a name is read
 * @param remaining payload bytes to come
 * @param violation why the stream is dead, when it is
 */
record DecoderState(
        Awaited awaited,
        @Nullable FrameType type,
        int nameBytes,
        int remaining,
        @Nullable Violation violation) {

    /** The byte a stream is waiting for. */
    enum Awaited {
        START,
        TYPE,
        LENGTH,
        DIGEST,
        NAME,
        TEXT,
        STOP,
        NOTHING
    }

    static final DecoderState INITIAL = new DecoderState(Awaited.START, null, 0, 0, null);
    private static final DecoderState TYPE_NEXT = new DecoderState(Awaited.TYPE, null, 0, 0, null);

    /** The state after byte {@code b} (0..255). A violation is final. */
    DecoderState after(int b) {
        return switch (awaited) {
            case START -> b == Wire.START ? TYPE_NEXT : dead(Violation.START_EXPECTED);
            case TYPE -> afterType(FrameType.ofCode(b));
            case LENGTH -> afterLength(typeOrThrow(), b);
            case DIGEST -> Wire.isDigestByte(b) ? payloadByte(Awaited.DIGEST) : dead(Violation.DIGEST_BYTE_FORBIDDEN);
            case NAME -> afterNameOrSeparator(b);
            case TEXT -> FactText.isTextByte(b) ? payloadByte(Awaited.TEXT) : dead(Violation.TEXT_BYTE_FORBIDDEN);
            case STOP -> b == Wire.STOP ? INITIAL : dead(Violation.STOP_EXPECTED);
            case NOTHING -> this;
        };
    }

    /** Whether the byte just awaited belongs to a payload. */
    boolean awaitsPayload() {
        return awaited == Awaited.DIGEST || awaited == Awaited.NAME || awaited == Awaited.TEXT;
    }

    private DecoderState afterType(@Nullable FrameType next) {
        return next == null ? dead(Violation.TYPE_UNKNOWN) : new DecoderState(Awaited.LENGTH, next, 0, 0, null);
    }

    private DecoderState afterLength(FrameType known, int length) {
        if (!known.payload().allowsLength(length)) {
            return dead(Violation.LENGTH_OUT_OF_BOUNDS);
        }
        Awaited next = switch (known.payload()) {
            case EMPTY -> Awaited.STOP;
            case DIGEST -> Awaited.DIGEST;
            case NAME, NAME_AND_TEXT -> Awaited.NAME;
        };
        return new DecoderState(next, known, 0, length, null);
    }

    private DecoderState afterNameOrSeparator(int b) {
        if (b == Wire.TEXT_SEPARATOR && typeOrThrow().payload() == Payload.NAME_AND_TEXT) {
            int textBytes = remaining - 1;
            boolean placed = nameBytes > 0 && textBytes > 0 && textBytes <= FactText.MAX_BYTES;
            return placed
                    ? new DecoderState(Awaited.TEXT, type, 0, textBytes, null)
                    : dead(Violation.SEPARATOR_MISPLACED);
        }
        return UpsName.isNameByte(b) && nameMayGrow() ? payloadByte(Awaited.NAME) : dead(Violation.NAME_BYTE_FORBIDDEN);
    }

    /** A payload too long to be a name alone must keep room for the separator and one byte of text. */
    private boolean nameMayGrow() {
        boolean textMustFollow = nameBytes + remaining > UpsName.MAX_BYTES;
        return nameBytes < UpsName.MAX_BYTES && (!textMustFollow || remaining > 2);
    }

    private DecoderState payloadByte(Awaited part) {
        int left = remaining - 1;
        if (left == 0) {
            return new DecoderState(Awaited.STOP, type, 0, 0, null);
        }
        return new DecoderState(part, type, part == Awaited.NAME ? nameBytes + 1 : 0, left, null);
    }

    private static DecoderState dead(Violation violation) {
        return new DecoderState(Awaited.NOTHING, null, 0, 0, violation);
    }

    private FrameType typeOrThrow() {
        if (type == null) {
            throw new IllegalStateException("no type in state " + awaited);
        }
        return type;
    }
}
