// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Collection;
import java.util.StringJoiner;

/** Whether enough supplies are left: MINSUPPLIES against the power values of all UPSes that are not critical. */
final class PowerBudget {

    /** Names of a large site must not make one line of a megabyte. */
    private static final int MAX_EXPLAINED = 20;

    private final Criticality criticality;
    private final int needed;

    PowerBudget(Criticality criticality, int needed) {
        this.criticality = criticality;
        this.needed = needed;
    }

    /**
     * The sum, and every input to it.
     *
     * @param sufficient false orders the shutdown
     * @param explanation one line
     */
    record Result(boolean sufficient, String explanation) {}

    Verdict verdictOn(UpsRecord ups, Duration now) {
        return criticality.judge(ups, now);
    }

    Result weigh(Collection<UpsRecord> upses, Duration now) {
        int sum = 0;
        int explained = 0;
        StringJoiner inputs = new StringJoiner("; ");
        for (UpsRecord ups : upses) {
            Verdict verdict = criticality.judge(ups, now);
            sum += verdict.critical() ? 0 : ups.powerValue();
            if (verdict.critical() && explained++ < MAX_EXPLAINED) {
                inputs.add(ups.name() + " (power value " + ups.powerValue() + ") is " + verdict.reason());
            }
        }
        if (sum >= needed) {
            return new Result(true, "");
        }
        if (explained > MAX_EXPLAINED) {
            inputs.add("and " + (explained - MAX_EXPLAINED) + " more");
        }
        return new Result(false, "supplies left " + sum + ", MINSUPPLIES " + needed + ": " + inputs);
    }
}
