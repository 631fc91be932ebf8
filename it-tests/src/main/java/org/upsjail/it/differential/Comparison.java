// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the two told in one step, without what both did.
 *
 * @param unexplained one line for each announcement that only one made for no known reason
 * @param known the reasons of the others
 */
record Comparison(List<String> unexplained, List<KnownDifference> known) {

    static Comparison of(List<Told> byUpsmon, List<Told> byUpsjail, Map<String, History> histories) {
        List<String> unexplained = new ArrayList<>();
        List<KnownDifference> known = new ArrayList<>();
        explain(Rival.UPSMON, without(byUpsmon, byUpsjail), histories, unexplained, known);
        explain(Rival.UPSJAIL, without(byUpsjail, byUpsmon), histories, unexplained, known);
        return new Comparison(unexplained, known);
    }

    private static void explain(
            String rival,
            List<Told> surplus,
            Map<String, History> histories,
            List<String> unexplained,
            List<KnownDifference> known) {
        for (Told told : surplus) {
            History history = histories.get(told.ups());
            Optional<KnownDifference> reason =
                    history == null ? Optional.empty() : KnownDifference.explaining(rival, told, history);
            reason.ifPresentOrElse(known::add, () -> unexplained.add("only " + rival + " told " + told));
        }
    }

    /** As often as it is more often there. */
    private static List<Told> without(List<Told> all, List<Told> others) {
        List<Told> left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }
}
