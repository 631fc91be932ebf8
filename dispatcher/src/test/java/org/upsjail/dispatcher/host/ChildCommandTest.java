// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs at their limit, and what they print. */
@Timeout(60)
class ChildCommandTest {

    private static final int PATIENCE_SECONDS = 30;

    /** Neither it nor what it starts obeys SIGTERM. */
    private static final String STUBBORN = "trap '' TERM; echo ready >$READY; while :; do sleep 1; done";

    /** It obeys, what it starts does not. */
    private static final String WITH_A_STUBBORN_CHILD = "(trap '' TERM; echo ready >$READY; exec sleep 300) & wait";

    /** Exits at once; what it leaves behind goes on printing. */
    private static final String LEAVING_A_TALKER = "(while kill -0 $$; do sleep 0.01; done 2>/dev/null\n"
            + "for i in 1 2 3 4 5 6 7 8 9; do echo went on $i; sleep 0.02; done) & exit 3";

    /** Down when the last process that held the output has closed it. */
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    /** A FIFO that is written to once the program is as it is to be. */
    private Path readiness;

    @BeforeEach
    void makeFifo(@TempDir Path directory) throws IOException, InterruptedException {
        readiness = directory.resolve("ready");
        assertEquals(
                0, new ProcessBuilder("mkfifo", readiness.toString()).start().waitFor());
    }

    private ChildCommand command(String shell) throws IOException {
        LibC libc = new LibC();
        try (ChildPipe pipe = ChildPipe.open(libc)) {
            SpawnedProcess process = new Spawn(libc)
                    .start(
                            List.of("/bin/sh", "-c", shell),
                            Map.of("PATH", "/usr/bin:/bin", "READY", readiness.toString()),
                            Spawn.NOTHING,
                            pipe.writeEnd());
            OutputKeeper keeper = new OutputKeeper(pipe.reader(), "output", outputEnded::countDown);
            return new ChildCommand(process, Optional.of(keeper));
        }
    }

    private ChildCommand readyCommand(String shell) throws IOException {
        ChildCommand command = command(shell);
        assertEquals("ready\n", Files.readString(readiness));
        return command;
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
