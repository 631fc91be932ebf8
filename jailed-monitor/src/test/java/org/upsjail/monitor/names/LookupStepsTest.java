// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/** Two names, two servers, two attempts; what each question comes to, and what is asked then. */
class LookupStepsTest {

    private static final List<InetSocketAddress> SERVERS =
            List.of(InetSocketAddress.createUnresolved("s1", 53), InetSocketAddress.createUnresolved("s2", 53));

    @ParameterizedTest
    @CsvSource({
        "FOUND, a@s1, FOUND",
        "UNKNOWN FOUND, a@s1 b@s1, FOUND",
        "UNKNOWN UNKNOWN, a@s1 b@s1, UNKNOWN",
        "SILENT FOUND, a@s1 a@s2, FOUND",
        "SILENT SILENT FOUND, a@s1 a@s2 a@s1, FOUND",
        "SILENT SILENT SILENT SILENT, a@s1 a@s2 a@s1 a@s2, SILENT",
        "SILENT UNKNOWN UNKNOWN, a@s1 a@s2 b@s1, UNKNOWN",
        "FAILED FAILED FAILED FAILED UNKNOWN, a@s1 a@s2 a@s1 a@s2 b@s1, FAILED",
        "FAILED FAILED FAILED FAILED FOUND, a@s1 a@s2 a@s1 a@s2 b@s1, FOUND",
        "SILENT FAILED SILENT SILENT FOUND, a@s1 a@s2 a@s1 a@s2 b@s1, FOUND",
        "UNKNOWN SILENT SILENT SILENT SILENT, a@s1 b@s1 b@s2 b@s1 b@s2, SILENT"
    })
    void stepsFollowFromOutcomes(String outcomes, String asked, Outcome end) {
        LookupSteps steps = new LookupSteps(List.of("a", "b"), SERVERS, 2);
        List<String> seen = new ArrayList<>();
        Optional<LookupSteps.Step> step = steps.first();
        for (String outcome : outcomes.split(" ", -1)) {
            LookupSteps.Step now = step.orElseThrow();
            seen.add(now.name() + "@" + now.server().getHostString());
            step = steps.after(Outcome.valueOf(outcome));
        }

        assertEquals(Optional.empty(), step);
        assertEquals(asked, String.join(" ", seen));
        assertEquals(end, steps.outcome());
    }

    @ParameterizedTest
    @EnumSource(names = "FOUND", mode = EnumSource.Mode.EXCLUDE)
    void stepsEndHoweverManyNamesThereAre(Outcome always) {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> "n" + i).toList();
        LookupSteps steps = new LookupSteps(names, Collections.nCopies(50, SERVERS.get(0)), 5);
        int count = 0;
        for (Optional<LookupSteps.Step> step = steps.first(); step.isPresent(); step = steps.after(always)) {
            count++;
        }

        assertEquals(LookupSteps.MAX_STEPS, count);
        assertEquals(Outcome.FAILED, steps.outcome());
    }

    @Test
    void withoutAServerNothingIsAsked() {
        assertEquals(Optional.empty(), new LookupSteps(List.of("a"), List.of(), 2).first());
    }
}
