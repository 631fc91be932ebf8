// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import org.upsjail.it.upsd.FullBacklog;
import org.upsjail.it.upsd.Misbehaviour;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The catalogue of servers that a monitor must bear, each with what is logged of it. */
enum HostilePeer {
    SILENT(Misbehaviour.SILENT, "no answer within 5 s"),
    CLOSES(Misbehaviour.CLOSE, "connection closed by upsd"),
    CLOSES_IN_MID_LINE(Misbehaviour.CLOSE_MID_LINE, "connection closed by upsd"),
    ONE_BYTE_PER_SECOND(Misbehaviour.DRIP, "no answer within 5 s"),
    OVERLONG_LINE(Misbehaviour.OVERLONG_LINE, "protocol error: a line of more than 1024 bytes"),
    ENDLESS_LINE(Misbehaviour.ENDLESS_LINE, "protocol error: a line of more than 1024 bytes"),
    NUL(Misbehaviour.NUL, "protocol error: a byte that is not printable ASCII"),
    BINARY(Misbehaviour.BINARY, "protocol error: a byte that is not printable ASCII"),
    UNBALANCED_QUOTES(Misbehaviour.UNBALANCED_QUOTE, "protocol error: an answer with an unclosed quote"),
    UNASKED_LINE_BEFORE(Misbehaviour.UNASKED_LINE, "protocol error: an answer that is not the ups.status asked for"),
    UNASKED_LINE_BEHIND(Misbehaviour.SURPLUS_LINE, "protocol error: an answer that is not the ups.alarm asked for"),
    ANOTHER_UPS(Misbehaviour.ANOTHER_UPS, "protocol error: an answer that is not the ups.status asked for"),
    LOWER_CASE(Misbehaviour.LOWER_CASE, "protocol error: an answer that is not the ups.alarm asked for"),
    ERR_STORM(Misbehaviour.ERR_STORM, "protocol error: an answer nobody asked for|poll failed: ACCESS-DENIED"),
    /** What upsd says of a UPS it cannot read is ERR, too: the connection stays. */
    ERR_ALWAYS(Misbehaviour.ERR_ALWAYS, "poll failed: UNKNOWN-COMMAND") {
        @Override
        boolean losesItsConnection() {
            return false;
        }
    },
    REFUSES(Misbehaviour.NONE, "connection refused") {
        @Override
        Spell begin(SimulatedUpsd upsd) {
            upsd.stopListening();
            upsd.dropConnections();
            return upsd::listenAgain;
        }
    },
    DROPS_SYN(Misbehaviour.NONE, "connection timed out") {
        @Override
        Spell begin(SimulatedUpsd upsd) throws IOException {
            upsd.stopListening();
            upsd.dropConnections();
            FullBacklog full = FullBacklog.on(upsd.port());
            return () -> {
                full.close();
                upsd.listenAgain();
            };
        }
    };

    /** What ends it. */
    @FunctionalInterface
    interface Spell {
        void end() throws IOException;
    }

    private final Misbehaviour misbehaviour;
    private final String reason;

    HostilePeer(Misbehaviour misbehaviour, String reason) {
        this.misbehaviour = misbehaviour;
        this.reason = reason;
    }

    /** Makes {@code upsd} be this one until the spell is ended. */
    Spell begin(SimulatedUpsd upsd) throws IOException {
        upsd.misbehave(misbehaviour);
        return () -> upsd.misbehave(Misbehaviour.NONE);
    }

    /** Why the UPS cannot be read, as a regular expression. */
    String reason() {
        return reason;
    }

    /** Whether the connection there was is given up. */
    boolean losesItsConnection() {
        return true;
    }
}
