// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Polling;
import org.upsjail.it.benchmark.CommandPipe.Run;
import org.upsjail.it.benchmark.Contender.Kind;

/** 200 UPSes in one process, half of them on one upsd, half on ten that are 20 ms away. ScaleMain does it with 2,000. */
class ScaleIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int HALF = 100;

    /** Private, of both processes. They hold some 65 MiB with one UPS. */
    private static final long MOST_KIBIBYTES = 160 << 10;

    private static Site near;
    private static Site far;
    private static Contender upsjail;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        near = Site.of(1, HALF, Duration.ZERO);
        far = Site.of(HALF / 10, 10, Duration.ofMillis(20));
        List<String> systems = new ArrayList<>(near.systems());
        systems.addAll(far.systems());
        upsjail = Contender.start(Kind.UPSJAIL, systems, List.of(), List.of());
        near.awaitPolls(2, LIMIT);
        far.awaitPolls(2, LIMIT);
    }

    @AfterAll
    static void end() throws IOException {
        upsjail.close();
        far.close();
        near.close();
    }

    @Test
    void everyUpsIsPolledAsOftenAsEveryOtherHoweverFarItIs() throws IOException, InterruptedException {
        near.countPolls();
        far.countPolls();
        near.awaitPolls(10, LIMIT);
        far.awaitPolls(10, LIMIT);
        List<Long> counts = new ArrayList<>(near.pollCounts());
        counts.addAll(far.pollCounts());

        assertEquals(2 * HALF, counts.size());
        assertTrue(Collections.max(counts) - Collections.min(counts) <= 2, counts::toString);
    }

    @Test
    void allMayChangeAtOnceAndEachIsToldOnce() throws IOException, InterruptedException {
        long from = upsjail.commands().runs().position();
        near.setStatusOfAll("OB");
        far.setStatusOfAll("OB");
        Polling.until("a command for each", LIMIT, () -> told(from).size() >= 2 * HALF);
        near.countPolls();
        near.awaitPolls(3, LIMIT);
        List<String> told = told(from);
        Collections.sort(told);
        List<String> expected = new ArrayList<>(near.systems());
        expected.addAll(far.systems());
        Collections.sort(expected);

        assertEquals(expected, told);
        Polling.until("no zombie", LIMIT, () -> upsjail.zombies() == 0);
        assertTrue(upsjail.footprint().privateMemory() < MOST_KIBIBYTES, () -> "much memory is held");
    }

    private static List<String> told(long from) {
        return new ArrayList<>(upsjail.commands().runs().entriesFrom(from).stream()
                .filter(run -> run.type().equals("ONBATT"))
                .map(Run::ups)
                .toList());
    }
}
