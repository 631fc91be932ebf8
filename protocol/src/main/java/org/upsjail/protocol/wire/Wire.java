// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.UpsName;

/**
 * The bytes and bounds of a frame (PROTOCOL.md section 2).
 *
 * <pre>
 * +-------+------+--------+----------------------+------+
 * | start | type | length | payload              | stop |
 * | 0x02  | u8   | u8     | name [0x1F text]     | 0x03 |
 * +-------+------+--------+----------------------+------+
 * </pre>
 */
public final class Wire {

    public static final int START = 0x02;
    public static final int STOP = 0x03;
    public static final int TEXT_SEPARATOR = 0x1F;

    /** SHA-256 as lower-case hexadecimal digits. */
    public static final int DIGEST_BYTES = 64;

    public static final int MAX_PAYLOAD = UpsName.MAX_BYTES + 1 + FactText.MAX_BYTES;

    /** 252 bytes: under PIPE_BUF, so one write(2) is never torn or interleaved (pipe(7)). */
    public static final int MAX_FRAME = 4 + MAX_PAYLOAD;

    private Wire() {}

    static boolean isDigestByte(int b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }
}
