// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import org.upsjail.protocol.fact.NotifyType;

/** How much it matters that something is told, and told now; the most important first. */
public enum Importance {
    /** Said once on the way down, by this host of itself. Waits for no place. */
    FINAL,
    /** Time on battery is running out. Never dropped, overtakes what hangs. */
    CRITICAL,
    /**
     * A change somebody may have to act on. COMMBAD is here: one dead upsd brings it for all its UPSes at once, NOCOMM says
     * it again, and DEADTIME acts without any handler.
     */
    ORDINARY,
    /** How a supply does its work, without a danger to anybody. The first to be dropped. */
    MINOR;

    public static Importance of(NotifyType type) {
        return switch (type) {
            case SHUTDOWN, SHUTDOWN_HOSTSYNC -> FINAL;
            case LOWBATT, FSD -> CRITICAL;
            case TRIM, NOTTRIM, BOOST, NOTBOOST, ECO, NOTECO, OTHER, NOTOTHER, LOGINOK -> MINOR;
            default -> ORDINARY;
        };
    }

    /** Whether it may not wait for what matters less. */
    public boolean urgent() {
        return this == FINAL || this == CRITICAL;
    }
}
