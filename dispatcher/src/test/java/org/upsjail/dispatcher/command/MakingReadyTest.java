// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is done of a start before it may happen. */
class MakingReadyTest {

    private final List<String> acts = new ArrayList<>();
    private final List<Runnable> mayStart = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Runnable whileExpected = () -> {};
    private Runnable whileStarted = () -> {};
    private Optional<IOException> cannotPrepare = Optional.empty();
    private final List<CommandResult> results = new ArrayList<>();
    private final CommandRunner runner =
            new CommandRunner(new Starter(), Runnable::run, () -> Duration.ZERO, warnings::add);

    /** Says what it is asked to do. */
    private final class Starter implements CommandStarter {

        @Override
        public Runnable expect(CommandPlan plan) {
            whileExpected.run();
            acts.add("expected");
            return () -> acts.add("released");
        }

        @Override
        public void prepare(Map<String, String> environment) throws IOException {
            acts.add("prepared " + environment);
            if (cannotPrepare.isPresent()) {
                throw cannotPrepare.get();
            }
        }

        @Override
        public RunningCommand start(CommandPlan plan) {
            whileStarted.run();
            acts.add("started");
            return RunningCommand.knownByExit(CompletableFuture.completedFuture(0));
        }
    }

    private void submit(String queue) {
        runner.submit(RunnerBench.unlimited("label", queue), new CommandListener() {
            @Override
            public void starting(Runnable release, Runnable start) {
                acts.add("starting");
                release.run();
                mayStart.add(start);
            }

            @Override
            public void ended(CommandResult result) {
                acts.add("ended");
                results.add(result);
            }
        });
    }

    @Test
    void aCommandIsExpectedBeforeAnybodyHearsThatItMayStart() {
        submit("queue");
        assertEquals(List.of("expected", "starting", "released"), acts);
        mayStart.remove(0).run();

        assertEquals(List.of("started", "ended"), acts.subList(3, 5));
    }

    @Test
    void aFaultInItIsSaidAndHoldsUpNoOther() {
        whileExpected = () -> {
            throw new NoClassDefFoundError("Overwritten");
        };
        submit("queue");
        submit("other");
        mayStart.forEach(Runnable::run);

        assertEquals(2, acts.stream().filter("ended"::equals).count());
        assertEquals(2, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("Overwritten"), warnings.toString());
    }

    @Test
    void whoWaitsForACommandHearsOfAFaultInItsStart() {
        whileStarted = () -> {
            throw new NoClassDefFoundError("Overwritten");
        };
        submit("queue");
        mayStart.remove(0).run();

        assertEquals(List.of(CommandResult.notStarted("java.lang.NoClassDefFoundError: Overwritten")), results);
    }

    @Test
    void whatIsBehindACommandThatCannotBeStartedStartsWhenThatIsFound() {
        submit("queue");
        submit("queue");
        assertEquals(1, mayStart.size());
        whileStarted = () -> {
            throw new IllegalStateException("no more descriptors");
        };
        mayStart.remove(0).run();

        assertEquals(1, mayStart.size());
    }

    @Test
    void handlersAreMadeReadyInEachTickOnceSomethingMayBeAnnounced() {
        runner.tick();
        assertEquals(List.of(), acts);

        runner.standBy(Map.of("PATH", "/bin"));
        runner.tick();
        runner.tick();
        assertEquals(List.of("prepared {PATH=/bin}", "prepared {PATH=/bin}"), acts);
        assertEquals(List.of(), warnings);
    }

    @Test
    void handlersThatCannotBeMadeReadyAreSaidAndTriedOnce() {
        cannotPrepare = Optional.of(new IOException("no more processes"));
        runner.standBy(Map.of());
        runner.tick();
        runner.tick();

        assertEquals(1, acts.size());
        assertEquals(List.of("no command is held ready: no more processes"), warnings);
    }
}
