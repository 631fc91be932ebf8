// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

/** One life of a conquered monitor: what it does with its pipe, and how the dispatcher says that it ended. */
public enum Treachery {
    /** Announcements without end, each of them true to the grammar. */
    FLOOD("violation QUOTA_EXCEEDED"),
    /** Facts by chance, each of them true to the grammar, none of which takes a host down. */
    RAVING("violation QUOTA_EXCEEDED"),
    GARBAGE("violation "),
    TRUNCATED("violation TRUNCATED"),
    STALE_HELLO("violation CONFIG_MISMATCH"),
    NO_HELLO("violation HELLO_EXPECTED"),
    HELLO_TWICE("violation HELLO_TWICE"),
    EARLY("violation BEFORE_GO"),
    STRANGER("violation UPS_UNKNOWN"),
    STATED_TWICE("violation STATED_TWICE"),
    AFTER_BYE("violation AFTER_BYE"),
    /** It greets, is told to go, and is never heard of again. */
    SILENT("no heartbeat"),
    /** Lines for the log: another's priority, a terminal's orders, one without an end. */
    LOG("exited with status 0|its pipe is closed"),
    /** It closes its pipe and lives on. */
    CLOSED("its pipe is closed"),
    /** The worst for the host: a power failure that is none. It goes on with heartbeats. */
    FALSE_ALARM(""),
    /** The worst for the data: all is well, whatever upsd says. It goes on with heartbeats. */
    ALL_IS_WELL("");

    private final String ending;

    Treachery(String ending) {
        this.ending = ending;
    }

    /** A regular expression, found in the line that says why the monitor was replaced; empty: it is not noticed. */
    public String ending() {
        return ending;
    }
}
