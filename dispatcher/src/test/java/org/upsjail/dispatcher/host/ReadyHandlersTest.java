// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.decide.Importance;

/** Real processes; only that they become another account is left out. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadyHandlersTest {

    private static final String PRINTF = "/usr/bin/printf";

    @TempDir
    private Path directory;

    private final Map<OutputKeeper, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();
    private final ReadyHandlers handlers = new ReadyHandlers(List.of(), new LibC(), this::reading);

    private OutputKeeper reading(SpawnedProcess process, InputStream output) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        OutputKeeper keeper = new OutputKeeper(output, "output-" + process.pid(), () -> end.complete(null));
        ends.put(keeper, end);
        return keeper;
    }

    private static CommandPlan plan(Map<String, String> environment, String... words) {
        return new CommandPlan(
                "label",
                "queue",
                Importance.ORDINARY,
                List.of(words),
                environment,
                Optional.empty(),
                RunAs.HANDLER,
                Optional.empty(),
                true);
    }

    /** All of it. */
    private String textOf(ReadyHandler ready) {
        Objects.requireNonNull(ends.get(ready.output())).join();
        return ready.output().text();
    }

    private String printed(CommandPlan plan) throws IOException, InterruptedException {
        handlers.prepare(Map.of());
        ReadyHandler ready = handlers.run(plan).orElseThrow();
        String printed = textOf(ready);
        assertEquals(0, ready.process().onExit().join(), printed);
        return printed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPS ups@host on battery",
                "$(touch /tmp/x) `id` $HOME ${PATH}",
                "a \\ backslash, \\n and a last one \\",
                "'single' and \"double\"",
                "  blanks at both ends  ",
                "; rm * | cat > y & #",
                "-n",
                ""
            })
    void aWordArrivesAsItIs(String word) throws IOException, InterruptedException {
        assertEquals("[" + word + "]", printed(plan(Map.of(), PRINTF, "[%s]", word)));
    }

    @Test
    void theEnvironmentIsThatOfThePlanAndNothingElse() throws IOException, InterruptedException {
        Map<String, String> environment =
                new TreeMap<>(Map.of("UPSNAME", "ups@host", "PATH", "/usr/bin:/bin", "NUT_X", "$(id) 'a  b' \\"));
        String expected = "NUT_X=$(id) 'a  b' \\\nPATH=/usr/bin:/bin\nUPSNAME=ups@host";

        assertEquals(
                expected,
                printed(plan(environment, "/usr/bin/env"))
                        .lines()
                        .filter(line -> !line.startsWith("_="))
                        .sorted()
                        .reduce((one, next) -> one + "\n" + next)
                        .orElse(""));
    }

    @Test
    void whatEveryPlanHasIsGivenAhead() throws IOException, InterruptedException {
        handlers.prepare(Map.of("USER", "nut"));
        ReadyHandler ready = handlers.run(
                        plan(Map.of("USER", "nut", "UPSNAME", "ups"), "/bin/sh", "-c", "echo $USER $UPSNAME"))
                .orElseThrow();

        assertEquals("nut ups\n", textOf(ready));
        assertEquals(0, ready.process().onExit().join());
    }

    @Test
    void aPlanWithoutWhatWasGivenAheadIsLeftToTheOtherWay() throws IOException {
        handlers.prepare(Map.of("USER", "nut"));

        assertEquals(Optional.empty(), handlers.run(plan(Map.of(), PRINTF)));
        assertEquals(Optional.empty(), handlers.run(plan(Map.of("USER", "root"), PRINTF)));
    }

    @Test
    void stdinIsEmptyAndTheSessionIsTheirOwn() throws IOException, InterruptedException {
        assertEquals("", printed(plan(Map.of(), "/bin/cat")));
        String fields = printed(plan(Map.of(), "/bin/cat", "/proc/self/stat"));
        String[] stat = fields.substring(fields.lastIndexOf(')') + 2).split(" ", -1);

        assertEquals(fields.substring(0, fields.indexOf(' ')), stat[3], "session " + fields);
    }

    @Test
    void theExitStatusIsThatOfTheCommand() throws IOException, InterruptedException {
        handlers.prepare(Map.of());
        ReadyHandler ready =
                handlers.run(plan(Map.of(), "/bin/sh", "-c", "exit 3")).orElseThrow();

        assertEquals(3, ready.process().onExit().join());
    }

    @Test
    void aCommandThatDoesNotExistIsAFailure() throws IOException, InterruptedException {
        handlers.prepare(Map.of());
        ReadyHandler ready =
                handlers.run(plan(Map.of(), "/nonexistent/command")).orElseThrow();

        assertEquals(127, ready.process().onExit().join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "caf\u00e9", "tab\t"})
    void whatIsNotOnePrintableLineIsLeftToTheOtherWay(String word) throws IOException {
        handlers.prepare(Map.of());

        assertEquals(Optional.empty(), handlers.run(plan(Map.of(), PRINTF, word)));
        assertEquals(Optional.empty(), handlers.run(plan(Map.of("NAME", word), PRINTF)));
    }

    @Test
    void aVariableThatNoShellCanExportIsLeftToTheOtherWay() throws IOException {
        handlers.prepare(Map.of());

        assertEquals(Optional.empty(), handlers.run(plan(Map.of("NUT_A.B", "x"), PRINTF)));
    }

    @Test
    void eachIsUsedOnceAndThereAreNoMoreThanTwo() throws IOException {
        for (int i = 0; i < 5; i++) {
            handlers.prepare(Map.of());
        }
        CommandPlan plan = plan(Map.of(), PRINTF, "x");

        assertTrue(handlers.run(plan).isPresent());
        assertTrue(handlers.run(plan).isPresent());
        assertFalse(handlers.run(plan).isPresent());
    }

    @Test
    void oneThatWasKilledIsNotUsedAndItsPlaceIsTakenByAnother() throws IOException, InterruptedException {
        ProcessHandle waiting = prepared();
        waiting.destroyForcibly();
        waiting.onExit().join();

        assertEquals("x", printed(plan(Map.of(), PRINTF, "x")));
    }

    @Test
    void oneThatKnowsWhatItWillRunRunsItWhenItMay() throws IOException, InterruptedException {
        Path ran = directory.resolve("ran");
        CommandPlan touch = plan(Map.of(), "/usr/bin/touch", ran.toString());
        ProcessHandle waiting = prepared();
        handlers.expect(touch);
        awaitEveryWordReadBy(waiting);
        assertFalse(Files.exists(ran));

        assertEquals(0, handlers.run(touch).orElseThrow().process().onExit().join());
        assertTrue(Files.exists(ran));
    }

    @Test
    void oneThatWasToldAndReleasedRunsBeforeItIsStarted() throws IOException, InterruptedException {
        CommandPlan plan = plan(Map.of(), PRINTF, "x");
        ProcessHandle waiting = prepared();
        Runnable release = handlers.expect(plan);
        release.run();
        waiting.onExit().join();

        assertEquals("x", textOf(handlers.run(plan).orElseThrow()));
    }

    @Test
    void oneThatIsReleasedTwiceRunsOnce() throws IOException, InterruptedException {
        CommandPlan plan = plan(Map.of(), PRINTF, "x");
        handlers.prepare(Map.of());
        Runnable release = handlers.expect(plan);
        ReadyHandler ready = handlers.run(plan).orElseThrow();
        release.run();

        assertEquals("x", textOf(ready));
        assertEquals(Optional.empty(), handlers.run(plan));
    }

    @Test
    void oneThatKnowsWhatItWillRunRunsNothingWhenTheDispatcherEndsBefore() throws IOException, InterruptedException {
        Path ran = directory.resolve("ran");
        String told = "0\n2\n/usr/bin/touch\n" + ran + "\n";
        Process process = new ProcessBuilder(ReadyHandlers.words(List.of()).toArray(String[]::new)).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(told.getBytes(StandardCharsets.US_ASCII));
        }

        assertEquals(0, process.waitFor());
        assertFalse(Files.exists(ran));
    }

    @Test
    void twoThatAreToRunTheSameBothRunIt() throws IOException, InterruptedException {
        CommandPlan one = plan(Map.of(), PRINTF, "x");
        CommandPlan same = plan(Map.of(), PRINTF, "x");
        handlers.prepare(Map.of());
        handlers.prepare(Map.of());
        handlers.expect(one);
        handlers.expect(same);

        assertEquals("x", textOf(handlers.run(one).orElseThrow()));
        assertEquals("x", textOf(handlers.run(same).orElseThrow()));
    }

    @Test
    void oneThatWasKilledWhenItKnewIsReplacedByAnotherThatWaits() throws IOException, InterruptedException {
        CommandPlan plan = plan(Map.of(), PRINTF, "x");
        ProcessHandle knowing = prepared();
        handlers.expect(plan);
        knowing.destroyForcibly();
        knowing.onExit().join();
        handlers.prepare(Map.of());

        assertEquals("x", textOf(handlers.run(plan).orElseThrow()));
    }

    /** The shell has taken all it was told out of the pipe. */
    private static void awaitEveryWordReadBy(ProcessHandle waiting) throws IOException {
        // A stream of Files does not say how much there is to be read.
        try (InputStream pipe = new FileInputStream("/proc/" + waiting.pid() + "/fd/0")) {
            while (pipe.available() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** The one that waits since now. */
    private ProcessHandle prepared() throws IOException {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        handlers.prepare(Map.of());
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneThatIsToldNothingEndsWithItsStdin() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ReadyHandlers.words(List.of()).toArray(String[]::new)).start();
        process.getOutputStream().close();

        assertEquals(0, process.waitFor());
        try (InputStream said = process.getErrorStream()) {
            assertEquals(0, said.readAllBytes().length);
        }
    }
}
