// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Optional;
import org.upsjail.protocol.config.UpsmonConf.CriticalRules;
import org.upsjail.protocol.fact.FactType;

/**
 * When a UPS is critical, by the rules of upsmon.conf(5), the first that applies. Lost communication is either what the
 * monitor says of upsd, or that there is no monitor to be believed.
 */
final class Criticality {

    private final CriticalRules rules;
    private final Duration fsdGrace;

    /** @param fsdGrace how long an FSD from before our start is let be while the UPS is not on battery */
    Criticality(CriticalRules rules, Duration fsdGrace) {
        this.rules = rules;
        this.fsdGrace = fsdGrace;
    }

    /** What the rules are set to, for the one log line of a decision. */
    String settings() {
        return "DEADTIME " + seconds(Optional.of(rules.deadTime()))
                + ", HOSTSYNC " + seconds(Optional.of(rules.hostSync()))
                + ", OFFDURATION " + seconds(rules.offDuration())
                + ", OVERDURATION " + seconds(rules.overDuration())
                + ", OBLBDURATION " + seconds(Optional.of(rules.onBatteryLowBatteryDuration()))
                + ", ALARMCRITICAL " + (rules.alarmCritical() ? 1 : 0);
    }

    private static String seconds(Optional<Duration> time) {
        return time.map(limit -> limit.toSeconds() + " s").orElse("never");
    }

    Verdict judge(UpsRecord ups, Duration now) {
        if (ups.holds(FactType.FSD) && !letBe(ups, now)) {
            return Verdict.critical("forced shutdown is set");
        }
        boolean silent = !ups.communicating() && ups.lastHeard().isPresent();
        Optional<Verdict> lost = silent ? judgeSilent(ups, now) : judgeOff(ups, now);
        return lost.orElseGet(() -> judgeBattery(ups, silent, now));
    }

    private boolean letBe(UpsRecord ups, Duration now) {
        return !ups.holds(FactType.ONBATT)
                && ups.latchedFsdSince()
                        .filter(since -> now.minus(since).compareTo(fsdGrace) < 0)
                        .isPresent();
    }

    /** States in which a UPS may fail its load at any moment are not trusted once nobody sees them. */
    private Optional<Verdict> judgeSilent(UpsRecord ups, Duration now) {
        if (!ups.confirmed() && !dead(ups, now)) {
            // upsd may be well: only our own monitor is missing. It has DEADTIME to come back.
            return Optional.empty();
        }
        boolean overTooLong = rules.overDuration()
                .flatMap(limit -> ups.heldFor(FactType.OVER, now).filter(held -> held.compareTo(limit) >= 0))
                .isPresent();
        if (overTooLong) {
            return lost("overloaded");
        }
        if (ups.holds(FactType.ALARM) && rules.alarmCritical()) {
            return lost("in alarm");
        }
        if (ups.holds(FactType.CAL)) {
            return lost("calibrating");
        }
        if (ups.holds(FactType.BYPASS)) {
            return lost("on bypass");
        }
        return ups.holds(FactType.OFF) && rules.offDuration().isPresent() ? lost("off") : Optional.empty();
    }

    private Optional<Verdict> judgeOff(UpsRecord ups, Duration now) {
        return rules.offDuration()
                .flatMap(limit -> ups.heldFor(FactType.OFF, now).filter(held -> held.compareTo(limit) > 0))
                .map(held -> Verdict.critical("off for " + held.toSeconds() + " s"));
    }

    private Verdict judgeBattery(UpsRecord ups, boolean silent, Duration now) {
        boolean onBattery = ups.holds(FactType.ONBATT);
        boolean dead = silent && dead(ups, now);
        if (!onBattery || !(ups.holds(FactType.LOWBATT) || dead)) {
            ups.notLowOnBattery();
            if (!silent || !onBattery) {
                // Lost on battery is no word that it is not low: HOSTSYNC counts from the last reading, with DEADTIME.
                ups.notCritical(now);
            }
            return Verdict.fine(onBattery ? "on battery" : "not on battery");
        }
        if (ups.holds(FactType.CAL)) {
            return Verdict.fine("on battery and low, but calibrating");
        }
        Duration low = ups.lowOnBatteryFor(now);
        if (low.compareTo(rules.onBatteryLowBatteryDuration()) < 0) {
            return Verdict.fine("on battery and low for " + low.toSeconds() + " s, less than OBLBDURATION");
        }
        String reason = dead ? "on battery and not heard of for more than DEADTIME" : "on battery and low";
        return ups.primary() ? Verdict.critical(reason) : judgeSecondary(ups, reason, now);
    }

    /** A secondary gives the primary HOSTSYNC to order the shutdown by FSD. */
    private Verdict judgeSecondary(UpsRecord ups, String reason, Duration now) {
        Duration waited = now.minus(ups.lastNotCritical());
        boolean waitedEnough = waited.compareTo(rules.hostSync()) > 0;
        return waitedEnough
                ? Verdict.critical(reason + ", and the primary gave no word for " + waited.toSeconds() + " s")
                : Verdict.fine(reason + ", waiting for the primary");
    }

    private boolean dead(UpsRecord ups, Duration now) {
        return ups.lastHeard()
                .filter(heard -> now.minus(heard).compareTo(rules.deadTime()) > 0)
                .isPresent();
    }

    private static Optional<Verdict> lost(String state) {
        return Optional.of(Verdict.critical("communication lost while " + state));
    }
}
