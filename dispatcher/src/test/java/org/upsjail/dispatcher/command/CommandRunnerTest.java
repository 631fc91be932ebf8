// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.decide.Importance;

/** Order, cap, bound and the way things end. */
class CommandRunnerTest {

    private final RunnerBench bench = new RunnerBench();
    private final List<Optional<String>> ends = new ArrayList<>();

    @Test
    void commandsOfOneQueueRunOneAfterTheOtherInOrder() {
        bench.submit("first", "ups").submit("second", "ups").submit("third", "ups");
        assertEquals(List.of("first"), bench.started());

        bench.exit("first", 0);
        assertEquals(List.of("first", "second"), bench.started());

        bench.exit("second", 1);
        assertEquals(List.of("first", "second", "third"), bench.started());
    }

    @Test
    void queuesRunSideBySide() {
        bench.submit("a1", "a").submit("a2", "a").submit("b1", "b");

        assertEquals(List.of("a1", "b1"), bench.started());
    }

    @Test
    void queuesBeyondTheCapWaitForAnExit() {
        bench.fill(CommandQueues.MAX_PARALLEL).submit("late", "late");
        assertFalse(bench.started().contains("late"));

        bench.exit("filler7", 0);
        assertTrue(bench.started().contains("late"));
    }

    @Test
    void queuesWithABacklogDoNotStarveAnotherAtTheCap() {
        for (int i = 0; i < 5; i++) {
            bench.fill(CommandQueues.MAX_PARALLEL);
        }
        bench.submit("late", "late");
        for (int i = 0; i < CommandQueues.MAX_PARALLEL; i++) {
            bench.exit("filler" + i, 0);
        }
        bench.exit("filler0", 0);

        assertTrue(bench.started().contains("late"), bench.started().toString());
    }

    @Test
    void queuesTakeTurnsAtTheCap() {
        bench.fill(CommandQueues.MAX_PARALLEL - 1);
        bench.submit("a1", "a").submit("a2", "a").submit("a3", "a");
        bench.submit("b1", "b").submit("b2", "b");
        bench.exit("a1", 0).exit("a2", 0).exit("b1", 0).exit("a3", 0);

        List<String> started = bench.started();
        assertEquals(
                List.of("a1", "a2", "b1", "a3", "b2"), started.subList(CommandQueues.MAX_PARALLEL - 1, started.size()));
    }

    @Test
    void shutdownCommandDoesNotWaitForHandlersAtTheCap() {
        bench.fill(CommandQueues.MAX_PARALLEL).fill(CommandQueues.MAX_PARALLEL);
        bench.runner.submit(RunnerBench.unlimited("SHUTDOWNCMD", "shutdown"));

        assertTrue(bench.started().contains("SHUTDOWNCMD"));
    }

    @Test
    void fullQueueDropsItsOldestAndSaysSo() {
        bench.submit("running", "ups");
        for (int i = 0; i < CommandQueues.MAX_QUEUED; i++) {
            bench.submit("waiting" + i, "ups");
        }
        assertEquals(List.of(), bench.warnings);

        bench.submit("surplus", "ups");
        assertEquals(1, bench.warnings.size());
        assertTrue(bench.warnings.get(0).contains("waiting0 is dropped"), bench.warnings.toString());
        assertEquals(1, bench.runner.view().dropped());
    }

    @Test
    void droppingIsSaidOnceForABurstAndCountedAtItsEnd() {
        for (int i = 0; i < CommandQueues.MAX_QUEUED + 101; i++) {
            bench.submit("waiting" + i, "ups");
        }
        assertEquals(1, bench.warnings.size());

        bench.passes(Duration.ofSeconds(30));
        assertEquals(2, bench.warnings.size());
        assertEquals("100 commands were dropped, none any more", bench.warnings.get(1));
    }

    @Test
    void whoSubmittedWhatIsDroppedHearsIt() {
        bench.submit("running", "ups");
        bench.runner.submit(RunnerBench.plan("oldest", "ups"), result -> ends.add(result.failure()));
        for (int i = 0; i < CommandQueues.MAX_QUEUED; i++) {
            bench.submit("waiting" + i, "ups");
        }

        assertEquals(List.of(Optional.of("dropped: too many commands were waiting")), ends);
    }

    @Test
    void whatWaitedInAFullQueueRunsAll() {
        List<String> expected = IntStream.rangeClosed(0, CommandQueues.MAX_QUEUED)
                .mapToObj(i -> "command" + i)
                .toList();
        expected.forEach(label -> bench.submit(label, "ups"));
        expected.forEach(label -> bench.exit(label, 0));

        assertEquals(expected, bench.started());
    }

    @Test
    void urgentCommandStartsBesideAHungOneOfItsOwnUps() {
        bench.submit("hung", "ups").submit("LOWBATT", "ups", Importance.CRITICAL);
        assertFalse(bench.started().contains("LOWBATT"));

        bench.passes(CommandQueues.PATIENCE);
        assertTrue(bench.started().contains("LOWBATT"));
    }

    @Test
    void handlersThatHangInEveryPlaceDoNotKeepAnUrgentOneWaiting() {
        bench.fill(CommandQueues.MAX_PARALLEL).fill(CommandQueues.MAX_PARALLEL);
        bench.submit("LOWBATT", "ups", Importance.CRITICAL);

        assertTrue(bench.started().contains("LOWBATT"));
    }

    @Test
    void fullQueueDropsNothingOfAnother() {
        for (int i = 0; i <= CommandQueues.MAX_QUEUED; i++) {
            bench.submit("waiting" + i, "ups");
        }
        bench.submit("other", "other");

        assertTrue(bench.started().contains("other"));
    }

    @Test
    void whatWaitsInAllQueuesIsBounded() {
        bench.fill(CommandQueues.MAX_PARALLEL);
        for (int i = 0; i < CommandQueues.MAX_QUEUED_IN_ALL; i++) {
            bench.submit("waiting" + i, "queue" + i);
        }
        assertEquals(List.of(), bench.warnings);

        bench.submit("surplus", "another");
        assertEquals(CommandQueues.MAX_QUEUED_IN_ALL, bench.runner.view().waiting());
        assertEquals(1, bench.runner.view().dropped());
    }

    @Test
    void shutdownCommandIsNotDroppedHoweverMuchWaits() {
        for (int i = 0; i < 2 * CommandQueues.MAX_QUEUED_IN_ALL; i++) {
            bench.submit("waiting" + i, "queue" + i);
        }
        bench.runner.submit(RunnerBench.unlimited("SHUTDOWNCMD", "shutdown"));

        assertTrue(bench.started().contains("SHUTDOWNCMD"));
    }

    @Test
    void exitStatusZeroIsNoFailure() {
        bench.runner.submit(RunnerBench.plan("x", "ups"), result -> ends.add(result.failure()));
        assertEquals(List.of(), ends);

        bench.exit("x", 0);
        assertEquals(List.of(Optional.empty()), ends);
    }

    @Test
    void otherExitStatusIsAFailure() {
        bench.runner.submit(RunnerBench.plan("x", "ups"), result -> ends.add(result.failure()));
        bench.exit("x", 3);

        assertEquals(List.of(Optional.of("exited with status 3")), ends);
    }

    @Test
    void failureNobodyAskedForIsLogged() {
        bench.submit("fine", "a").submit("broken", "b");
        bench.exit("fine", 0).exit("broken", 127);

        assertEquals(List.of("broken exited with status 127"), bench.warnings);
    }

    @Test
    void commandThatCannotBeStartedIsAFailure() {
        bench.programs.hasNo("x");
        bench.runner.submit(RunnerBench.plan("x", "ups"), result -> ends.add(result.failure()));

        assertEquals(List.of(Optional.of("could not be started: no such program")), ends);
    }

    @Test
    void queueGoesOnAfterACommandThatCannotBeStarted() {
        bench.programs.hasNo("second");
        bench.submit("first", "ups").submit("second", "ups").submit("third", "ups");
        bench.exit("first", 0);

        assertEquals(List.of("first", "third"), bench.started());
        assertEquals(List.of("second could not be started: no such program"), bench.warnings);
    }

    @Test
    void commandsThatCannotBeStartedTakeNoPlace() {
        for (int i = 0; i < 100; i++) {
            bench.programs.hasNo("missing" + i);
            bench.submit("missing" + i, "queue" + i);
        }
        bench.fill(CommandQueues.MAX_PARALLEL);

        assertEquals(CommandQueues.MAX_PARALLEL, bench.started().size());
    }

    @Test
    void whoHearsOfAFailedStartMaySubmitAgain() {
        bench.programs.hasNo("broken");
        bench.submit("blocker", "ups").submit("other", "other");
        bench.runner.submit(RunnerBench.plan("broken", "ups"), failure -> bench.submit("instead", "third"));
        bench.submit("next", "ups").exit("blocker", 0);

        assertEquals(Set.of("blocker", "other", "instead", "next"), Set.copyOf(bench.started()));
    }

    @Test
    void whoHearsOfAnExitMaySubmitAgain() {
        bench.runner.submit(RunnerBench.plan("first", "ups"), failure -> bench.submit("again", "ups"));
        bench.exit("first", 0);

        assertEquals(List.of("first", "again"), bench.started());
    }

    @Test
    void commandsThatExitAtOnceKeepTheirOrder() {
        RunnerBench sudden = RunnerBench.withSuddenExits();
        sudden.submit("blocker", "ups")
                .submit("one", "ups")
                .submit("two", "ups")
                .submit("other", "other");
        sudden.programs.exitAtOnceWith(0);
        sudden.exit("blocker", 0);

        assertEquals(List.of("blocker", "other", "one", "two"), sudden.started());
    }

    @Test
    void exitInTheMiddleOfATickSparesTheOthers() {
        RunnerBench sudden = RunnerBench.withSuddenExits();
        sudden.submit("a", "a").submit("b", "b").submit("c", "c").submit("next", "a");
        sudden.program("a").exitsWhenTerminated();
        sudden.passes(RunnerBench.LIMIT.plus(Duration.ofSeconds(1)));

        assertEquals(1, sudden.program("c").terminations());
        assertEquals(0, sudden.program("next").terminations());
    }
}
