// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import org.upsjail.protocol.fact.UpsName;

/** What may stand between length and stop, and how long it may be (PROTOCOL.md section 3). */
public enum Payload {
    EMPTY(0, 0),
    DIGEST(Wire.DIGEST_BYTES, Wire.DIGEST_BYTES),
    NAME(1, UpsName.MAX_BYTES),
    NAME_AND_TEXT(1, Wire.MAX_PAYLOAD);

    private final int minBytes;
    private final int maxBytes;

    Payload(int minBytes, int maxBytes) {
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
    }

    boolean allowsLength(int length) {
        return length >= minBytes && length <= maxBytes;
    }
}
