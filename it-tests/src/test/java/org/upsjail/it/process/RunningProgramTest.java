// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;

class RunningProgramTest {

    private static final Duration SOON = Deadline.OF_A_HANG;

    @Test
    void bothStreamsAreCollected() throws IOException, InterruptedException {
        try (RunningProgram program = shell("echo one; echo two >&2; printf three")) {
            assertEquals(0, program.awaitExit(SOON));
            assertEquals(OutputLine.Stream.STDOUT, program.awaitLine("^one$", SOON).stream());
            assertEquals(OutputLine.Stream.STDERR, program.awaitLine("^two$", SOON).stream());
            assertEquals("three", program.awaitLine("^three$", SOON).text());
        }
    }

    @Test
    void linesOfOneStreamKeepTheirOrder() throws IOException, InterruptedException {
        try (RunningProgram program = shell("for i in 1 2 3 4 5; do echo $i; done")) {
            program.awaitExit(SOON);
            assertEquals(
                    List.of("1", "2", "3", "4", "5"),
                    program.lines().entries().stream().map(OutputLine::text).toList());
        }
    }

    @Test
    void theEnvironmentIsExactlyTheGivenOne() throws IOException, InterruptedException {
        try (RunningProgram program =
                RunningProgram.start(List.of("/usr/bin/env"), Map.of("ONLY", "this"), Path.of("/"))) {
            program.awaitExit(SOON);
            assertEquals(
                    List.of("ONLY=this"),
                    program.lines().entries().stream().map(OutputLine::text).toList());
        }
    }

    @Test
    void theExitStatusIsTold() throws IOException, InterruptedException {
        try (RunningProgram program = shell("exit 7")) {
            assertEquals(7, program.awaitExit(SOON));
        }
    }

    @Test
    void aSignalIsSent() throws IOException, InterruptedException {
        try (RunningProgram program =
                shell("trap 'echo caught; exit 3' HUP; echo ready; while :; do sleep 0.05; done")) {
            program.awaitLine("ready", SOON);
            program.kill("HUP");
            program.awaitLine("caught", SOON);
            assertEquals(3, program.awaitExit(SOON));
        }
    }

    @Test
    void itsInputIsOurs() throws IOException, InterruptedException {
        try (RunningProgram program = shell("read line; echo \"got $line\"")) {
            program.stdin().write("x\n".getBytes(StandardCharsets.US_ASCII));
            program.stdin().flush();
            program.awaitLine("^got x$", SOON);
            assertEquals(0, program.awaitExit(SOON));
        }
    }

    @Test
    void closingEndsItAndItsDescendants() throws IOException, InterruptedException {
        List<ProcessHandle> children;
        RunningProgram program = shell("sh -c 'sleep 1000 & sleep 1000' & echo started; wait");
        try (program) {
            program.awaitLine("started", SOON);
            Polling.until("three children", SOON, () -> program.children().size() == 3);
            children = program.children();
        }
        assertFalse(program.alive());
        assertTrue(children.stream().noneMatch(child -> sleeps(child)), children.toString());
    }

    @Test
    void aMissingLineIsToldWithTheOutput() throws IOException {
        try (RunningProgram program = shell("echo something else")) {
            NotSeenException e = assertThrows(NotSeenException.class, () -> {
                program.awaitExit(SOON);
                program.awaitLine("wanted", Duration.ofMillis(20));
            });
            assertTrue(String.valueOf(e.getMessage()).contains("something else"), e.toString());
        }
    }

    @Test
    void aProgramThatDoesNotEndIsTold() throws IOException {
        try (RunningProgram program = shell("sleep 1000")) {
            assertThrows(NotSeenException.class, () -> program.awaitExit(Duration.ofMillis(20)));
        }
    }

    @Test
    void aSignalToNobodyFails() throws IOException, InterruptedException {
        RunningProgram program = shell("exit 0");
        try (program) {
            program.awaitExit(SOON);
        }
        assertThrows(IOException.class, () -> program.kill("TERM"));
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().filter(c -> c.endsWith("/sleep")).isPresent();
    }

    private static RunningProgram shell(String script) throws IOException {
        return RunningProgram.start(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));
    }

    @Test
    void aLineThatAnEndedProgramDidNotWriteIsNotWaitedFor() throws IOException {
        try (RunningProgram program = shell("echo last; exit 3")) {
            NotSeenException e = assertThrows(NotSeenException.class, () -> program.awaitLine("wanted", SOON));

            assertTrue(String.valueOf(e.getMessage()).contains("nothing more will come"), e::toString);
        }
    }
}
