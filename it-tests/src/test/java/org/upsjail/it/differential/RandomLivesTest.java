// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.it.upsd.UpsdUser.Role;

/** What random lives are made of. */
class RandomLivesTest {

    private static List<Life> hundred() {
        return LongStream.rangeClosed(1, 100).mapToObj(RandomLives::of).toList();
    }

    private static Stream<Condition> conditions(Life life) {
        return Stream.concat(
                life.start().values().stream(),
                life.steps().stream().flatMap(step -> step.changes().values().stream()));
    }

    @Test
    void aSeedGivesTheSameLifeAgain() {
        assertEquals(RandomLives.of(5), RandomLives.of(5));
        assertNotEquals(RandomLives.of(5).steps(), RandomLives.of(6).steps());
    }

    @Test
    void theyAreOfEveryKind() {
        Set<Role> roles = hundred().stream().map(Life::role).collect(Collectors.toSet());
        Set<Ending> endings = hundred().stream().map(Life::ending).collect(Collectors.toSet());
        Set<Disturbance> disturbances = hundred().stream()
                .flatMap(life -> life.steps().stream())
                .map(Step::disturbance)
                .collect(Collectors.toSet());

        assertEquals(Set.of(Role.PRIMARY, Role.SECONDARY), roles);
        assertEquals(EnumSet.allOf(Ending.class), endings);
        assertEquals(EnumSet.allOf(Disturbance.class), disturbances);
    }

    @Test
    void lineAndBatteryAreNeverSaidAtOnce() {
        assertFalse(hundred().stream()
                .flatMap(RandomLivesTest::conditions)
                .anyMatch(condition -> condition.says("OL") && condition.says("OB")));
    }

    @Test
    void aLowBatteryEndsNoLifeWithACalibration() {
        assertFalse(hundred().stream()
                .filter(life -> life.ending() == Ending.LOW_BATTERY)
                .flatMap(RandomLivesTest::conditions)
                .anyMatch(condition -> condition.says("CAL")));
    }
}
