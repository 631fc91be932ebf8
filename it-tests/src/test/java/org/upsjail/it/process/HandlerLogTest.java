// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;

class HandlerLogTest {

    private static final Duration SOON = Deadline.OF_A_HANG;
    private static final Map<String, String> ONBATT = Map.of("NOTIFYTYPE", "ONBATT", "UPSNAME", "ups@host");

    private HandlerLog handlers;
    private int uid;

    @BeforeEach
    void create() throws IOException {
        handlers = HandlerLog.create();
        uid = (int) Files.getAttribute(handlers.notifyCommand(), "unix:uid");
    }

    @AfterEach
    void remove() throws IOException {
        handlers.close();
    }

    @Test
    void aNotificationIsLoggedAsTheCommandSawIt() throws IOException, InterruptedException {
        run(handlers.notifyCommand(), ONBATT, "configured", "UPS on battery");
        assertEquals(List.of(new HandlerCall("ONBATT", "ups@host", "UPS on battery", 2, uid)), handlers.calls());
    }

    @Test
    void aMessageMayHoldWhatShellsAndTheLogUse() throws IOException, InterruptedException {
        String message = "a|b \"c\" 'd' $(e) `f` \\g %s *";
        run(handlers.notifyCommand(), ONBATT, message);
        assertEquals(message, handlers.calls().get(0).message());
    }

    @Test
    void noArgumentAndNoEnvironmentAreSeenAsSuch() throws IOException, InterruptedException {
        run(handlers.notifyCommand(), Map.of());
        assertEquals(List.of(new HandlerCall("", "", "", 0, uid)), handlers.calls());
    }

    @Test
    void aShutdownIsLogged() throws IOException, InterruptedException {
        run(handlers.shutdownCommand(), Map.of(), "-h", "+0");
        HandlerCall call = handlers.await(c -> c.is(HandlerCall.SHUTDOWN), SOON);
        assertEquals(new HandlerCall(HandlerCall.SHUTDOWN, "", "-h +0", 2, uid), call);
    }

    @Test
    void aRunToComeIsAwaited() throws IOException, InterruptedException {
        try (RunningProgram program = RunningProgram.start(
                List.of(
                        "/bin/sh",
                        "-c",
                        "read go; exec \"$0\" later",
                        handlers.notifyCommand().toString()),
                ONBATT,
                Path.of("/"))) {
            assertEquals(List.of(), handlers.calls());
            program.stdin().close();
            assertEquals(
                    "later",
                    handlers.await(c -> c.is("ONBATT", "ups@host"), SOON).message());
        }
    }

    @Test
    void runsAtTheSameTimeDoNotMix() throws IOException, InterruptedException {
        List<RunningProgram> programs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            programs.add(start(handlers.notifyCommand(), ONBATT, "m".repeat(400) + i));
        }
        for (RunningProgram program : programs) {
            try (program) {
                assertEquals(0, program.awaitExit(SOON));
            }
        }
        List<String> expected = IntStream.range(0, 20)
                .mapToObj(i -> "m".repeat(400) + i)
                .sorted()
                .toList();
        assertEquals(
                expected,
                handlers.calls().stream().map(HandlerCall::message).sorted().toList());
    }

    @Test
    @Tag("root")
    void anotherAccountMayRunIt() throws IOException, InterruptedException {
        assertTrue(uid == 0, "only root can become another account");
        run(
                Path.of("/usr/bin/setpriv"),
                ONBATT,
                "--reuid=65534",
                "--clear-groups",
                handlers.notifyCommand().toString());
        assertEquals(65534, handlers.calls().get(0).uid());
    }

    @Test
    void aCommandGoesOnAfterItsLine() throws IOException, InterruptedException {
        Path failing = handlers.notifyCommandThen("failing", "echo 100% done\nexit 9");
        try (RunningProgram program = start(failing, ONBATT, "x")) {
            assertEquals(9, program.awaitExit(SOON));
            assertEquals("100% done", program.awaitLine("done", SOON).text());
        }
        assertEquals(1, handlers.calls("ONBATT", "ups@host").size());
    }

    @Test
    void anAwaitedRunThatNeverComesIsTold() {
        assertThrows(NotSeenException.class, () -> handlers.await(c -> true, Duration.ofMillis(20)));
    }

    @Test
    void closingRemovesTheFiles() throws IOException {
        handlers.close();
        assertFalse(Files.exists(handlers.notifyCommand().getParent()));
        handlers = HandlerLog.create();
    }

    private static void run(Path command, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (RunningProgram program = start(command, environment, arguments)) {
            assertEquals(
                    0, program.awaitExit(SOON), () -> program.lines().entries().toString());
        }
    }

    private static RunningProgram start(Path command, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(List.of(arguments));
        return RunningProgram.start(words, environment, Path.of("/"));
    }
}
