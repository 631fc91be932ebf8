// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.util.List;
import java.util.Locale;

/**
 * One thing a client did to the simulated upsd.
 *
 * @param kind what
 * @param connection counts the accepted connections, from 1
 * @param words the words of the command, empty for the other kinds
 * @param reply what an honest upsd answers, which a misbehaving one does not send as it is
 * @param nanos when, on the clock of {@link System#nanoTime}
 */
public record UpsdEvent(Kind kind, long connection, List<String> words, String reply, long nanos) {

    /** What a client can do. */
    public enum Kind {
        /** Was accepted. */
        CONNECTED,
        /** Sent a whole line. */
        COMMAND,
        /** Is gone, whoever closed. */
        DISCONNECTED
    }

    /** Whether this is a command that begins with {@code first}, in any case of letters. */
    public boolean isCommand(String... first) {
        if (kind != Kind.COMMAND || words.size() < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if (!words.get(i).equalsIgnoreCase(first[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether this begins a poll, of whatever UPS. */
    public boolean isPoll() {
        return isCommand("GET", "VAR") && words.size() > 3 && words.get(3).equals(SimulatedUps.STATUS);
    }

    /** Whether the honest reply begins with OK. */
    public boolean granted() {
        return reply.startsWith("OK");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.3f #%d %s %s -> %s", nanos / 1e9, connection, kind, words, reply.stripTrailing());
    }
}
