// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.util.List;

/**
 * What came of a life.
 *
 * @param plan what was to be done
 * @param history what happened
 * @param violations empty: all was as it should be
 */
record ChaosVerdict(Plan plan, History history, List<Violation> violations) {

    /** More would be the same over and over. */
    private static final int SHOWN = 5;

    static ChaosVerdict ofLife(long seed) throws IOException, InterruptedException {
        Plan plan = Plan.of(seed);
        History history = LifeRun.live(plan);
        return new ChaosVerdict(plan, history, Model.check(history, plan.world()));
    }

    boolean good() {
        return violations.isEmpty();
    }

    /** One line for a good one; for another all that is needed to look into it. */
    @Override
    public String toString() {
        long told = history.all(Event.Told.class).count();
        long kills = history.all(Event.DispatcherKilled.class).count();
        String summary = "seed " + plan.seed() + ": " + history.end() / 1000 + " s, " + told + " announcements, "
                + kills + " dispatchers killed, " + (history.shutdownSeen().isPresent() ? "shut down" : "stopped");
        if (good()) {
            return summary + ", no violation";
        }
        StringBuilder text = new StringBuilder(summary).append(", VIOLATIONS:\n");
        violations.stream()
                .limit(SHOWN)
                .forEach(one -> text.append("  ").append(one.what()).append('\n'));
        text.append("history around the first:\n")
                .append(history.around(violations.get(0).at()));
        return text.append("again: org.upsjail.it.chaos.ChaosMain 0 ")
                .append(plan.seed())
                .toString();
    }
}
