// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.util.Locale;

/** A way to break the protocol, applied to the honest reply. */
public enum Misbehaviour {
    /** None: the honest reply. */
    NONE {
        @Override
        Answer distort(String reply) {
            return Answer.whole(reply);
        }
    },
    /** Never answers; the connection stays open. */
    SILENT {
        @Override
        Answer distort(String reply) {
            return Answer.whole("");
        }
    },
    /** Closes at once, without a byte. */
    CLOSE {
        @Override
        Answer distort(String reply) {
            return Answer.thenClose("");
        }
    },
    /** Sends half of the reply and closes. */
    CLOSE_MID_LINE {
        @Override
        Answer distort(String reply) {
            return Answer.thenClose(reply.substring(0, reply.length() / 2));
        }
    },
    /** The honest reply, one byte at a time, {@link SimulatedUpsd#dripEvery} apart. */
    DRIP {
        @Override
        Answer distort(String reply) {
            return Answer.dripped(reply);
        }
    },
    /** One line far longer than any buffer, then silence. */
    OVERLONG_LINE {
        @Override
        Answer distort(String reply) {
            return Answer.whole(reply.stripTrailing() + "A".repeat(OVERLONG) + "\n");
        }
    },
    /** A line that goes on as fast as the client reads. */
    ENDLESS_LINE {
        @Override
        Answer distort(String reply) {
            return Answer.endless(reply.stripTrailing(), "A".repeat(CHUNK));
        }
    },
    /** All 256 byte values, NUL and the line ends among them, before the reply. */
    BINARY {
        @Override
        Answer distort(String reply) {
            StringBuilder bytes = new StringBuilder();
            for (char b = 0; b < 256; b++) {
                bytes.append(b);
            }
            return Answer.whole(bytes + reply);
        }
    },
    /** A NUL in the middle of the reply. */
    NUL {
        @Override
        Answer distort(String reply) {
            int middle = reply.length() / 2;
            return Answer.whole(reply.substring(0, middle) + "\0" + reply.substring(middle));
        }
    },
    /** The reply with the last quote missing, or with one too many where it had none. */
    UNBALANCED_QUOTE {
        @Override
        Answer distort(String reply) {
            int last = reply.lastIndexOf('"');
            return Answer.whole(last < 0 ? "\"" + reply : reply.substring(0, last) + reply.substring(last + 1));
        }
    },
    /** A line nobody asked for before each reply. */
    UNASKED_LINE {
        @Override
        Answer distort(String reply) {
            return Answer.whole("VAR unasked ups.status \"FSD OB LB\"\n" + reply);
        }
    },
    /** A line nobody asked for behind each reply, in the same piece. */
    SURPLUS_LINE {
        @Override
        Answer distort(String reply) {
            return Answer.whole(reply + "OK\n");
        }
    },
    /** The reply, but about a UPS nobody asked for. */
    ANOTHER_UPS {
        @Override
        Answer distort(String reply) {
            return Answer.whole(reply.replaceAll("(?m)^((?:VAR|NUMLOGINS|UPSDESC) )\\S+", "$1another"));
        }
    },
    /** ERR to everything. */
    ERR_ALWAYS {
        @Override
        Answer distort(String reply) {
            return Answer.whole("ERR UNKNOWN-COMMAND\n");
        }
    },
    /** ERR lines as fast as the client reads. */
    ERR_STORM {
        @Override
        Answer distort(String reply) {
            return Answer.endless("", "ERR ACCESS-DENIED\n".repeat(CHUNK / 18));
        }
    },
    /** The honest reply in lower case. */
    LOWER_CASE {
        @Override
        Answer distort(String reply) {
            return Answer.whole(reply.toLowerCase(Locale.ROOT));
        }
    };

    /** Above every line limit a client may have: 1 MiB. */
    private static final int OVERLONG = 1 << 20;

    /** What an endless answer repeats: large, so that a flood costs the server little. */
    private static final int CHUNK = 1 << 14;

    /** What is sent instead of {@code reply}. */
    abstract Answer distort(String reply);
}
