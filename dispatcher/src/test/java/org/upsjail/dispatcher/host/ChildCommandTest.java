// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real programs at their limit, and what they print. */
@Timeout(60)
class ChildCommandTest {

    private static final int PATIENCE_SECONDS = 30;

    /** Neither it nor what it starts obeys SIGTERM. */
    private static final String STUBBORN = "trap '' TERM; echo ready >&2; while :; do sleep 1; done";

    /** It obeys, what it starts does not. */
    private static final String WITH_A_STUBBORN_CHILD = "(trap '' TERM; echo ready >&2; exec sleep 300) & wait";

    /** Exits at once; what it leaves behind goes on printing. */
    private static final String LEAVING_A_TALKER = "(while kill -0 $$; do sleep 0.01; done 2>/dev/null\n"
            + "for i in 1 2 3 4 5 6 7 8 9; do echo went on $i; sleep 0.02; done) & exit 3";

    /** Down when the last process that held the output has closed it. */
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    private record Started(ChildCommand command, BufferedReader errors) {}

    private Started start(String shell) throws IOException {
        LibC libc = new LibC();
        try (OutputPipe pipe = OutputPipe.open(libc)) {
            Process process = ChildProcess.builder(
                            List.of("/usr/bin/setsid", "/bin/sh", "-c", shell), Map.of("PATH", "/usr/bin:/bin"))
                    .redirectOutput(pipe.writer())
                    .start();
            OutputKeeper keeper = new OutputKeeper(pipe.reader(), "output", outputEnded::countDown);
            return new Started(
                    new ChildCommand(process, libc, Optional.of(keeper)),
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)));
        }
    }

    private ChildCommand command(String shell) throws IOException {
        return start(shell).command();
    }

    private ChildCommand readyCommand(String shell) throws IOException {
        Started started = start(shell);
        assertEquals("ready", started.errors().readLine());
        return started.command();
    }

    private static int exitOf(ChildCommand command) throws Exception {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        command.whenExited(exit::complete);
        return exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void awaitEndOfOutput() throws InterruptedException {
        assertTrue(outputEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "somebody holds the output");
    }

    @Test
    void groupThatDoesNotObeyIsKilled() throws Exception {
        ChildCommand command = readyCommand(STUBBORN);
        command.terminateGroup();
        command.killGroup();

        assertEquals(128 + 9, exitOf(command));
        awaitEndOfOutput();
    }

    @Test
    void groupIsKilledThoughItsLeaderObeysAndItsChildDoesNot() throws Exception {
        ChildCommand command = readyCommand(WITH_A_STUBBORN_CHILD);
        command.terminateGroup();

        assertEquals(128 + 15, exitOf(command));
        awaitEndOfOutput();
    }

    @Test
    void whatIsLeftBehindWithinTheLimitGoesOnAndMayPrint() throws Exception {
        ChildCommand command = command(LEAVING_A_TALKER);

        assertEquals(3, exitOf(command));
        awaitEndOfOutput();
        assertTrue(command.output().endsWith("went on 9\n"), command::output);
    }

    @Test
    void whoPrintsMoreThanIsKeptIsNotHeldUpAndKeepsItsStatus() throws Exception {
        ChildCommand command = command("head -c 3000000 /dev/zero | tr '\\0' x; exit 7");

        assertEquals(7, exitOf(command));
        awaitEndOfOutput();
        assertEquals(OutputKeeper.MAX_BYTES, command.output().length());
    }
}
