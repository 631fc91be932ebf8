// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** MINSUPPLIES against several UPSes. */
class PowerBudgetTest {

    private static final Duration NOW = Duration.ofSeconds(10);

    private final List<UpsRecord> upses = new ArrayList<>();
    private PowerBudget budget = budget(1, 1);

    @Test
    void enoughIsSufficientAndNeedsNoWords() {
        assertEquals(new PowerBudget.Result(true, ""), budget.weigh(upses, NOW));
    }

    @Test
    void oneHealthyUpsOfTwoIsEnough() {
        budget = budget(1, 1, 1);
        force(0);

        assertTrue(budget.weigh(upses, NOW).sufficient());
    }

    @Test
    void noHealthyUpsIsTooFew() {
        budget = budget(1, 1, 1);
        force(0);
        force(1);

        assertFalse(budget.weigh(upses, NOW).sufficient());
    }

    @Test
    void powerValuesAreWeighedAndNotCounted() {
        budget = budget(2, 2, 1, 1);
        force(0);
        assertTrue(budget.weigh(upses, NOW).sufficient());

        force(1);
        assertFalse(budget.weigh(upses, NOW).sufficient());
    }

    @Test
    void watchedOnlyUpsWeighsNothing() {
        budget = budget(1, 1, 0);
        force(1);

        assertTrue(budget.weigh(upses, NOW).sufficient());
    }

    @Test
    void hostThatNeedsNoSupplyNeverGoesDown() {
        budget = budget(0, 1);
        force(0);

        assertTrue(budget.weigh(upses, NOW).sufficient());
    }

    @Test
    void explanationNamesEveryInputAndTheCriticalOnesFirst() {
        budget = budget(2, 1, 1, 1);
        states(0, FactType.COMMOK, FactType.ONLINE);
        states(1, FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT);
        force(2);

        assertEquals(
                "supplies left 1, MINSUPPLIES 2, DEADTIME 15 s, HOSTSYNC 15 s, OFFDURATION 30 s, OVERDURATION never,"
                        + " OBLBDURATION 0 s, ALARMCRITICAL 1:"
                        + " ups1@host (primary, power value 1) is critical: on battery and low"
                        + " [ONBATT for 2 s, LOWBATT for 2 s, heard 2 s ago];"
                        + " ups2@host (primary, power value 1) is critical: forced shutdown is set"
                        + " [FSD for 2 s, never heard];"
                        + " ups0@host (primary, power value 1) is not critical: not on battery [heard 2 s ago]",
                budget.weigh(upses, NOW.plusSeconds(2)).explanation());
    }

    @Test
    void explanationIsOneLine() {
        budget = budget(1, 1);
        upses.get(0).enter(Fact.of(FactType.ALARM, upses.get(0).name(), Optional.of(new FactText("a; b"))), NOW);
        force(0);

        assertEquals(1, budget.weigh(upses, NOW).explanation().lines().count());
    }

    @Test
    void explanationOfALargeSiteNamesTwentyAndCountsTheRest() {
        int[] values = new int[25];
        Arrays.fill(values, 1);
        budget = budget(25, values);
        force(23);
        String explanation = budget.weigh(upses, NOW).explanation();

        assertEquals(20, explanation.split("power value", -1).length - 1);
        assertTrue(explanation.contains("ups23@host (primary, power value 1) is critical"), explanation);
        assertTrue(explanation.endsWith("; and 5 more"), explanation);
    }

    @Test
    void explanationOfTwentyIsWhole() {
        int[] values = new int[20];
        Arrays.fill(values, 1);
        budget = budget(20, values);
        force(19);
        String explanation = budget.weigh(upses, NOW).explanation();

        assertTrue(explanation.contains("ups18@host"), explanation);
        assertFalse(explanation.contains(" more"), explanation);
    }

    private PowerBudget budget(int needed, int... powerValues) {
        List<String> lines = new ArrayList<>(List.of("MINSUPPLIES " + needed));
        for (int i = 0; i < powerValues.length; i++) {
            lines.add(Configurations.monitor(new UpsName("ups" + i + "@host"), powerValues[i], "primary"));
        }
        UpsmonConf conf = Configurations.with(lines.toArray(String[]::new));
        upses.clear();
        conf.monitors().forEach(monitor -> upses.add(new UpsRecord(monitor)));
        return new PowerBudget(
                new Criticality(conf.criticalRules(), Duration.ZERO),
                conf.criticalRules().minSupplies());
    }

    private void force(int index) {
        states(index, FactType.FSD);
    }

    private void states(int index, FactType... types) {
        UpsRecord ups = upses.get(index);
        for (FactType type : types) {
            ups.enter(Fact.of(type, ups.name()), NOW);
        }
    }
}
