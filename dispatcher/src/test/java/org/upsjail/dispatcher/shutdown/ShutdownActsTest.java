// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.FakeCommands;
import org.upsjail.dispatcher.command.FakeCommands.FakeCommand;
import org.upsjail.dispatcher.decide.Importance;
import org.upsjail.dispatcher.shutdown.ShutdownActs.FlagWriting;
import org.upsjail.dispatcher.sink.CapturedLog;

/** The flag, then the command, whatever becomes of the flag. */
@Timeout(60)
class ShutdownActsTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final Duration AMPLE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final Duration SHORT = Duration.ofMillis(10);

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final FakeCommands programs = new FakeCommands();
    private final CapturedLog log = new CapturedLog();
    private final List<Optional<String>> ends = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    private static final CommandPlan POWEROFF = new CommandPlan(
            "SHUTDOWNCMD",
            "shutdown",
            Importance.FINAL,
            List.of("/bin/sh", "-c", "/sbin/poweroff"),
            Map.of(),
            Optional.empty(),
            RunAs.DISPATCHER,
            Optional.empty(),
            false);

    private ShutdownActs acts(Duration flagLimit) {
        CommandRunner runner = new CommandRunner(programs, tasks::add, () -> Duration.ZERO, why -> {});
        return new ShutdownActs(flagLimit, runner, tasks::add, log.log());
    }

    private void perform(FlagWriting flag, Duration limit) {
        acts(limit).performWith(Optional.of(flag), POWEROFF, this::ended);
    }

    private void ended(CommandResult result) {
        ends.add(result.failure());
    }

    private void performWithoutFlag() {
        acts(AMPLE).performWith(Optional.empty(), POWEROFF, this::ended);
    }

    private void runTask() throws InterruptedException {
        Runnable task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(task != null, "nothing came");
        task.run();
    }

    private List<List<String>> commands() {
        return programs.started().stream()
                .map(FakeCommand::plan)
                .map(plan -> plan.arguments())
                .toList();
    }

    private String log() {
        return log.text();
    }

    @Test
    void commandRunsAtOnceWithoutFlag() {
        performWithoutFlag();

        assertEquals(List.of(List.of("/bin/sh", "-c", "/sbin/poweroff")), commands());
    }

    @Test
    void commandWaitsForTheFlag() throws InterruptedException {
        List<String> order = new ArrayList<>();
        perform(() -> order.add("flag written, commands started: " + commands().size()), AMPLE);
        assertEquals(List.of(), commands());

        runTask();
        assertEquals(List.of("flag written, commands started: 0"), order);
        assertEquals(1, commands().size());
    }

    @Tag("root")
    @Test
    void flagIsInItsPlaceBeforeTheCommandRuns() throws IOException, InterruptedException {
        RootDirectory directory = new RootDirectory();
        try {
            Path file = directory.path().resolve("killpower");
            acts(AMPLE).perform(Optional.of(new PowerDownFlag(file)), POWEROFF, this::ended);
            assertEquals(List.of(), commands());

            runTask();
            assertTrue(Files.exists(file));
            assertEquals(1, commands().size());
        } finally {
            directory.delete();
        }
    }

    @Test
    void diskThatDoesNotAnswerKeepsNoProcess() throws InterruptedException {
        BlockingQueue<Boolean> daemon = new LinkedBlockingQueue<>();
        perform(() -> daemon.add(Thread.currentThread().isDaemon()), AMPLE);

        assertEquals(true, daemon.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void runningTheCommandIsSaid() {
        performWithoutFlag();

        assertTrue(log().contains("running SHUTDOWNCMD"), log());
    }

    @Test
    void commandRunsThoughTheFlagFails() throws InterruptedException {
        perform(
                () -> {
                    throw new IOException("read-only file system");
                },
                AMPLE);
        runTask();

        assertEquals(1, commands().size());
        assertTrue(log().contains("POWERDOWNFLAG could not be written"), log());
        assertTrue(log().contains("read-only file system"), log());
    }

    @Test
    void commandRunsThoughTheFlagFailsUnexpectedly() throws InterruptedException {
        perform(
                () -> {
                    throw new IllegalStateException("a defect");
                },
                AMPLE);
        runTask();

        assertEquals(1, commands().size());
        assertTrue(log().contains("a defect"), log());
    }

    @Test
    void commandRunsThoughTheDiskDoesNotAnswer() throws InterruptedException {
        perform(this::hang, SHORT);
        runTask();

        assertEquals(1, commands().size());
        assertTrue(log().contains("POWERDOWNFLAG could not be written"), log());
    }

    @Test
    void flagThatIsLateDoesNotRunTheCommandTwice() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        perform(
                () -> {
                    hang();
                    written.countDown();
                },
                SHORT);
        runTask();
        never.countDown();
        assertTrue(written.await(PATIENCE_SECONDS, TimeUnit.SECONDS));

        assertEquals(1, commands().size());
        assertEquals(0, tasks.size());
    }

    private void hang() throws IOException {
        try {
            never.await();
        } catch (InterruptedException asked) {
            throw new IOException(asked);
        }
    }

    @Test
    void endOfTheCommandIsHeard() throws InterruptedException {
        performWithoutFlag();
        assertEquals(List.of(), ends);
        programs.started().get(0).exit(0);
        runTask();

        assertEquals(List.of(Optional.empty()), ends);
    }

    @Test
    void failureOfTheCommandIsHeard() throws InterruptedException {
        performWithoutFlag();
        programs.started().get(0).exit(1);
        runTask();

        assertEquals(List.of(Optional.of("exited with status 1")), ends);
    }

    @Test
    void commandThatCannotBeStartedIsHeard() {
        programs.hasNo("SHUTDOWNCMD");
        performWithoutFlag();

        assertEquals(List.of(Optional.of("could not be started: no such program")), ends);
    }

    @Test
    void failedCommandCanBeRunAgain() throws InterruptedException {
        performWithoutFlag();
        programs.started().get(0).exit(1);
        runTask();
        performWithoutFlag();

        assertEquals(2, commands().size());
    }
}
