// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The short run of the comparison with Debian's upsmon; the long one is {@link DifferentialMain}. */
class DifferentialIT {

    /** The scripted lives find what is known to be difficult; these find the rest, more of them in the long run. */
    private static final long[] SEEDS = {7, 40};

    /** Lives wait for polls most of the time: all fit on two cores at once but for their starts. */
    private static final int AT_ONCE = 8;

    /** What explains a difference that is never met explains nothing. */
    private static final Set<String> KNOWN = Stream.of(KnownDifference.values())
            .map(KnownDifference::name)
            .collect(Collectors.toCollection(TreeSet::new));

    @TestFactory
    Stream<DynamicTest> upsjailTellsWhatUpsmonTells() throws InterruptedException, ExecutionException {
        List<Life> scripted = ScriptedLives.all();
        List<Life> lives = new ArrayList<>(scripted);
        for (long seed : SEEDS) {
            lives.add(RandomLives.of(seed));
        }
        List<Verdict> verdicts = SideBySide.live(lives, AT_ONCE, verdict -> {});
        Set<String> ofScripted = scripted.stream().map(Life::toString).collect(Collectors.toSet());
        Set<String> met = verdicts.stream()
                .filter(verdict -> ofScripted.contains(verdict.life()))
                .flatMap(verdict -> verdict.known().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.concat(
                verdicts.stream()
                        .map(verdict -> DynamicTest.dynamicTest(
                                verdict.life(), () -> assertTrue(verdict.same(), verdict::toString))),
                Stream.of(DynamicTest.dynamicTest(
                        "every difference that is known is met", () -> assertEquals(KNOWN, met))));
    }
}
