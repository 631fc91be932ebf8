// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command over its limit: asked to end, then ended. */
class CommandLimitTest {

    private static final Duration LITTLE = Duration.ofMillis(200);

    private final RunnerBench bench = new RunnerBench().submit("slow", "ups");

    @Test
    void commandWithinItsLimitIsLeftAlone() {
        bench.passes(RunnerBench.LIMIT.minus(LITTLE));

        assertEquals(0, bench.program("slow").terminations());
        assertEquals(List.of(), bench.warnings);
    }

    @Test
    void commandAtItsLimitIsTerminatedOnceAndThatIsSaid() {
        bench.passes(RunnerBench.LIMIT).passes(LITTLE).passes(LITTLE);

        assertEquals(1, bench.program("slow").terminations());
        assertEquals(List.of("slow is over its limit and is ended"), bench.warnings);
    }

    @Test
    void commandIsNotKilledWithinItsGrace() {
        bench.passes(RunnerBench.LIMIT).passes(CommandRunner.GRACE.minus(LITTLE));

        assertEquals(0, bench.program("slow").kills());
    }

    @Test
    void commandIsKilledOnceAfterItsGrace() {
        bench.passes(RunnerBench.LIMIT).passes(CommandRunner.GRACE);
        assertEquals(1, bench.program("slow").kills());

        bench.passes(LITTLE).passes(LITTLE);
        assertEquals(1, bench.program("slow").kills());
    }

    @Test
    void commandIsTerminatedBeforeItIsKilledHoweverLateTheTick() {
        bench.passes(RunnerBench.LIMIT.plusSeconds(3600));
        assertEquals(1, bench.program("slow").terminations());
        assertEquals(0, bench.program("slow").kills());
    }

    @Test
    void commandThatEndsInItsGraceIsNotKilled() {
        bench.passes(RunnerBench.LIMIT).exit("slow", 143).passes(CommandRunner.GRACE);

        assertEquals(0, bench.program("slow").kills());
    }

    @Test
    void queueIsHeldUntilTheCommandIsGone() {
        bench.submit("next", "ups").passes(RunnerBench.LIMIT).passes(CommandRunner.GRACE);
        assertEquals(List.of("slow"), bench.started());

        bench.exit("slow", 137);
        assertEquals(List.of("slow", "next"), bench.started());
    }

    @Test
    void limitCountsFromTheStartAndNotFromTheWait() {
        bench.submit("next", "ups").passes(RunnerBench.LIMIT).exit("slow", 143).passes(RunnerBench.LIMIT.minus(LITTLE));

        assertEquals(0, bench.program("next").terminations());
    }

    @Test
    void commandWithoutLimitIsNeverEnded() {
        bench.runner.submit(RunnerBench.unlimited("SHUTDOWNCMD", "shutdown"));
        bench.passes(Duration.ofDays(1));

        assertEquals(0, bench.program("SHUTDOWNCMD").terminations());
    }
}
