// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as the same, and what has a name. */
class ComparisonTest {

    private static final Told ONBATT = new Told("a", "ONBATT");
    private static final Told LOWBATT = new Told("a", "LOWBATT");

    private static Comparison compare(History history, List<Told> upsmon, List<Told> upsjail) {
        return Comparison.of(upsmon, upsjail, Map.of("a", history));
    }

    private static History of(Disturbance disturbance, Condition... conditions) {
        History history = new History();
        for (Condition condition : conditions) {
            history.add(condition, disturbance);
        }
        return history;
    }

    private static History onLine() {
        return of(Disturbance.NONE, Condition.served("OL"));
    }

    @Test
    void theOrderDoesNotCount() {
        Comparison comparison = compare(onLine(), List.of(ONBATT, LOWBATT), List.of(LOWBATT, ONBATT));

        assertEquals(List.of(), comparison.unexplained());
    }

    @Test
    void whatOnlyOneToldIsUnexplained() {
        Comparison comparison = compare(onLine(), List.of(ONBATT), List.of(LOWBATT));

        assertEquals(List.of("only upsmon told ONBATT a", "only upsjail told LOWBATT a"), comparison.unexplained());
    }

    @Test
    void twiceIsNotOnce() {
        Comparison comparison = compare(onLine(), List.of(ONBATT), List.of(ONBATT, ONBATT));

        assertEquals(List.of("only upsjail told ONBATT a"), comparison.unexplained());
    }

    @Test
    void theSameOfAnotherUpsIsNotTheSame() {
        Comparison comparison = compare(onLine(), List.of(ONBATT), List.of(new Told("b", "ONBATT")));

        assertEquals(2, comparison.unexplained().size());
    }

    @Test
    void nocommIsKnownOfAUpsNeverHeardFromOnly() {
        List<Told> nocomm = List.of(new Told("a", "NOCOMM"));
        Comparison never = compare(of(Disturbance.NONE, Condition.gone()), nocomm, List.of());
        Comparison lost = compare(of(Disturbance.NONE, Condition.served("OL"), Condition.gone()), nocomm, List.of());

        assertEquals(List.of(KnownDifference.NOCOMM_BEFORE_FIRST_CONTACT), never.known());
        assertEquals(1, lost.unexplained().size());
    }

    @Test
    void nocommOfOursIsNotKnown() {
        Comparison comparison =
                compare(of(Disturbance.NONE, Condition.gone()), List.of(), List.of(new Told("a", "NOCOMM")));

        assertEquals(1, comparison.unexplained().size());
    }

    @Test
    void onlyTheSecondCalibrationMayBeMissed() {
        List<Told> calibrating = List.of(new Told("a", "CAL"));
        Condition cal = Condition.served("OL CAL");
        Comparison first = compare(of(Disturbance.NONE, cal), List.of(), calibrating);
        Comparison second = compare(of(Disturbance.NONE, cal, Condition.served("OL"), cal), List.of(), calibrating);

        assertEquals(1, first.unexplained().size());
        assertEquals(List.of(KnownDifference.CALIBRATION_TOLD_ONCE), second.known());
    }

    @Test
    void silenceDoesNotEndACalibration() {
        Condition cal = Condition.served("OL CAL");
        History history = of(Disturbance.NONE, cal, Condition.stale(), cal);

        assertEquals(1, history.began("CAL"));
    }
}
