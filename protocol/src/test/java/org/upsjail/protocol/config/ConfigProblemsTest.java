// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.ConfigProblem.Severity;

class ConfigProblemsTest {

    private static final Path FILE = Path.of("/f");

    private final ConfigProblems problems = new ConfigProblems();

    @Test
    void anErrorNamesItsPlaceAndRemedy() {
        problems.error(FILE, 3, "it is wrong", "mend it");

        assertEquals("/f:3: it is wrong; mend it", problems.all().get(0).toString());
    }

    @Test
    void aProblemOfAWholeFileHasNoLine() {
        problems.warning(FILE, 0, "it is odd", "look at it");

        assertEquals("/f: warning: it is odd; look at it", problems.all().get(0).toString());
    }

    @Test
    void warningsAreNoErrors() {
        problems.warning(FILE, 1, "w", "r");

        assertFalse(problems.hasErrors());
    }

    @Test
    void problemsComeInTheOrderOfTheFile() {
        problems.error(FILE, 9, "c", "r");
        problems.warning(FILE, 2, "b", "r");
        problems.error(Path.of("/a"), 5, "a", "r");

        assertEquals(
                List.of("a", "b", "c"),
                problems.all().stream().map(ConfigProblem::what).toList());
    }

    @Test
    void problemsBeyondTheLimitAreCounted() {
        for (int line = 1; line <= ConfigProblems.MAX_KEPT + 7; line++) {
            problems.error(FILE, line, "w", "r");
        }

        List<ConfigProblem> all = problems.all();
        assertEquals(ConfigProblems.MAX_KEPT + 1, all.size());
        assertEquals(
                "/f: 7 more problems are not shown; correct these first",
                all.get(all.size() - 1).toString());
    }

    @Test
    void warningsDoNotCrowdOutAnError() {
        for (int line = 1; line <= 2 * ConfigProblems.MAX_KEPT; line++) {
            problems.warning(FILE, line, "w", "r");
        }
        problems.error(FILE, 999, "it is wrong", "mend it");

        assertTrue(problems.hasErrors());
        assertEquals(
                1,
                problems.all().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .count());
    }
}
