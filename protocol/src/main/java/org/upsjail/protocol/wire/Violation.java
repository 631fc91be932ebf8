// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

/** What no honest monitor does (PROTOCOL.md section 6). The first one ends belief in the whole stream. */
public enum Violation {
    START_EXPECTED("a byte other than start where a frame must begin"),
    TYPE_UNKNOWN("a type that is not in the table"),
    LENGTH_OUT_OF_BOUNDS("a length its type does not allow"),
    NAME_BYTE_FORBIDDEN("a byte that may not stand in a name"),
    TEXT_BYTE_FORBIDDEN("a byte that may not stand in a text"),
    SEPARATOR_MISPLACED("a text separator with no name before it or no room for its text"),
    DIGEST_BYTE_FORBIDDEN("a byte that is not a lower-case hexadecimal digit"),
    STOP_EXPECTED("a byte other than stop where a frame must end"),
    TRUNCATED("the stream ended inside a frame"),
    HELLO_EXPECTED("a frame before HELLO"),
    HELLO_TWICE("a second HELLO"),
    HELLO_LATE("no HELLO in time"),
    CONFIG_MISMATCH("a HELLO of another configuration"),
    BEFORE_GO("a frame that is not permitted before GO"),
    UPS_UNKNOWN("a name that is not in the configuration"),
    STATED_TWICE("a second STATED"),
    AFTER_BYE("a frame after BYE"),
    QUOTA_EXCEEDED("more frames than an honest monitor has reason to send");

    private final String meaning;

    Violation(String meaning) {
        this.meaning = meaning;
    }

    /** For the log: the name and what it means, in the project's own words only. */
    public String describe() {
        return name() + " (" + meaning + ")";
    }
}
