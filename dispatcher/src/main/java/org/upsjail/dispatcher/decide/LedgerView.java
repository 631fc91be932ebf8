// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The ledger as an operator sees it. A copy: nothing in it changes.
 *
 * @param shutdown the phase of the shutdown, IDLE when there is none
 */
public record LedgerView(List<UpsView> upses, String shutdown) {

    /**
     * One UPS.
     *
     * @param confirmed whether the present monitor has said how communication stands
     * @param heardAgo since the UPS was last known to communicate, empty when it never was
     * @param critical whether it counts as no supply
     * @param verdict why it does or does not
     */
    public record UpsView(
            String name,
            int powerValue,
            boolean primary,
            boolean confirmed,
            Optional<Duration> heardAgo,
            boolean critical,
            String verdict,
            List<FactView> facts) {}

    /**
     * One fact that holds.
     *
     * @param text of ALARM and OTHER, else empty
     * @param heldFor since it was first stated without a break
     */
    public record FactView(String type, String text, boolean troubling, Duration heldFor) {}

    static LedgerView of(Collection<UpsRecord> ledger, PowerBudget budget, String shutdown, Duration now) {
        List<UpsView> upses = new ArrayList<>();
        for (UpsRecord ups : ledger) {
            Verdict verdict = budget.verdictOn(ups, now);
            upses.add(new UpsView(
                    ups.name().value(),
                    ups.powerValue(),
                    ups.primary(),
                    ups.confirmed(),
                    ups.lastHeard().map(now::minus),
                    verdict.critical(),
                    verdict.reason(),
                    ups.entries().stream().map(entry -> factView(entry, now)).toList()));
        }
        return new LedgerView(upses, shutdown);
    }

    private static FactView factView(UpsRecord.Entry entry, Duration now) {
        return new FactView(
                entry.fact().type().name(),
                entry.fact().text().map(text -> text.value()).orElse(""),
                entry.fact().type().troubling(),
                now.minus(entry.since()));
    }
}
