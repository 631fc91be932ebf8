// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static List<Act> acts(long seed) {
        return Plan.of(seed).acts();
    }

    @Test
    void sameSeedGivesTheSameLife() {
        assertEquals(Plan.of(7), Plan.of(7));
    }

    @Test
    void neighbouringSeedsGiveOtherLives() {
        assertNotEquals(acts(7).subList(0, 3), acts(8).subList(0, 3));
    }

    @Test
    void everyActIsDoneInSomeLife() {
        Set<Act.Kind> kinds = LongStream.range(0, 100)
                .boxed()
                .flatMap(seed -> acts(seed).stream())
                .map(Act::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Act.Kind.class)));

        assertEquals(EnumSet.allOf(Act.Kind.class), kinds);
    }

    @Test
    void everyRoundEndsInCalm() {
        assertTrue(LongStream.range(0, 100)
                .allMatch(seed -> acts(seed).stream()
                                .filter(act -> act.kind() == Act.Kind.CALM)
                                .count()
                        >= 3));
    }
}
