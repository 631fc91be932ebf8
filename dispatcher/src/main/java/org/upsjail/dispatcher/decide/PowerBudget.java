// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

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
     * @param explanation one line; empty when sufficient
     */
    record Result(boolean sufficient, String explanation) {}

    Verdict verdictOn(UpsRecord ups, Duration now) {
        return criticality.judge(ups, now);
    }

    Result weigh(Collection<UpsRecord> upses, Duration now) {
        int sum = 0;
        Map<UpsRecord, Verdict> critical = new LinkedHashMap<>();
        Map<UpsRecord, Verdict> fine = new LinkedHashMap<>();
        for (UpsRecord ups : upses) {
            Verdict verdict = criticality.judge(ups, now);
            sum += verdict.critical() ? 0 : ups.powerValue();
            (verdict.critical() ? critical : fine).put(ups, verdict);
        }
        if (sum >= needed) {
            return new Result(true, "");
        }
        StringJoiner inputs = new StringJoiner("; ");
        Stream.concat(critical.entrySet().stream(), fine.entrySet().stream())
                .limit(MAX_EXPLAINED)
                .forEach(judged -> inputs.add(explain(judged.getKey(), judged.getValue(), now)));
        if (upses.size() > MAX_EXPLAINED) {
            inputs.add("and " + (upses.size() - MAX_EXPLAINED) + " more");
        }
        return new Result(
                false,
                "supplies left " + sum + ", MINSUPPLIES " + needed + ", " + criticality.settings() + ": " + inputs);
    }

    private static String explain(UpsRecord ups, Verdict verdict, Duration now) {
        StringJoiner facts = new StringJoiner(", ");
        ups.entries().stream()
                .filter(entry -> entry.fact().type().troubling())
                .forEach(entry -> facts.add(
                        entry.fact().type() + " for " + now.minus(entry.since()).toSeconds() + " s"));
        facts.add(ups.lastHeard()
                .map(heard -> "heard " + now.minus(heard).toSeconds() + " s ago")
                .orElse("never heard"));
        return ups.name() + " (" + (ups.primary() ? "primary" : "secondary") + ", power value " + ups.powerValue()
                + ") is " + (verdict.critical() ? "critical: " : "not critical: ") + verdict.reason() + " [" + facts
                + "]";
    }
}
