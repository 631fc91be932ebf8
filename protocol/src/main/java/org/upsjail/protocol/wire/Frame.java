// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import org.upsjail.protocol.fact.Fact;

/** One whole frame. Every value of this type can be encoded, and is what the decoder gives back for those bytes. */
public sealed interface Frame {

    FrameType type();

    /**
     * The first frame of a stream.
     *
     * @param configDigest 64 lower-case hexadecimal digits: SHA-256 of the canonical configuration without secrets
     */
    record Hello(String configDigest) implements Frame {
        public Hello {
            if (configDigest.length() != Wire.DIGEST_BYTES
                    || !configDigest.chars().allMatch(Wire::isDigestByte)) {
                throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
            }
        }

        @Override
        public FrameType type() {
            return FrameType.HELLO;
        }
    }

    /** One fact of one UPS. */
    record Statement(Fact fact) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.stating(fact.type());
        }
    }

    /** A control frame without payload: STATED, HEARTBEAT or BYE. */
    record Signal(FrameType type) implements Frame {
        public Signal {
            if (type.payload() != Payload.EMPTY) {
                throw new IllegalArgumentException(type + " has a payload");
            }
        }
    }
}
