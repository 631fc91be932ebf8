// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.Optional;
import org.upsjail.it.differential.Condition;
import org.upsjail.it.upsd.Misbehaviour;

/**
 * One thing to be done.
 *
 * @param pause milliseconds to let pass before
 * @param target a UPS, a server, or nothing
 * @param condition for {@link Kind#CHANGE}
 * @param spell for {@link Kind#SPELL}
 */
record Act(long pause, Kind kind, String target, Optional<Condition> condition, Optional<Misbehaviour> spell) {

    /** What can be done. */
    enum Kind {
        /** A UPS is in another condition. */
        CHANGE,
        /** upsd has FSD set on a UPS. */
        LATCH,
        /** upsd is restarted. */
        RESTART_UPSD,
        /** Nobody listens, and every connection is closed. */
        UPSD_AWAY,
        /** It listens again and is honest. */
        UPSD_WELL,
        /** It breaks the protocol. */
        SPELL,
        KILL_MONITOR,
        STOP_MONITOR,
        CONTINUE_MONITOR,
        /** And start the next one. */
        KILL_DISPATCHER,
        STOP_DISPATCHER,
        CONTINUE_DISPATCHER,
        HANG_HANDLERS,
        RELEASE_HANDLERS,
        RELOAD,
        FILL_DISK,
        FREE_DISK,
        /** Undo every disturbance, and wait until all is told. */
        CALM,
        /** Undo what keeps upsjail itself from working. */
        LET_WORK
    }

    static Act of(long pause, Kind kind, String target) {
        return new Act(pause, kind, target, Optional.empty(), Optional.empty());
    }

    static Act of(long pause, Kind kind) {
        return of(pause, kind, "");
    }

    static Act change(long pause, String ups, Condition condition) {
        return new Act(pause, Kind.CHANGE, ups, Optional.of(condition), Optional.empty());
    }

    static Act spell(long pause, String server, Misbehaviour how) {
        return new Act(pause, Kind.SPELL, server, Optional.empty(), Optional.of(how));
    }

    @Override
    public String toString() {
        return kind + " " + target + condition.map(is -> " " + is).orElse("")
                + spell.map(how -> " " + how).orElse("");
    }
}
