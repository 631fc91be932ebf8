// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** As upsmon starts where nothing is said of the foreground. */
class BackgroundIT {

    @Test
    void theCommandReturnsAndWhatItStartedWatchesUntilItIsStopped() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            setup.written();
            Path pidFile = setup.directory().resolve("upsmon.pid");
            Answer start = ask(setup, "upsjail", "-B");
            Polling.until(
                    "PID file", RunningUpsjail.START_LIMIT, () -> Files.exists(pidFile) && Files.size(pidFile) > 1);
            String content = Files.readString(pidFile);
            ProcessHandle dispatcher =
                    ProcessHandle.of(Long.parseLong(content.strip())).orElseThrow();
            try {
                assertEquals(0, start.status(), start::text);
                assertEquals(PosixFilePermissions.fromString("rw-r--r--"), Files.getPosixFilePermissions(pidFile));
                assertTrue(content.endsWith("\n"));
                assertEquals(0, ask(setup, "upsjail", "-c", "status").status());
                // A shell starts what is to go to the background with INT ignored.
                RunningProgram.kill("INT", dispatcher.pid());
                Polling.until("its end", WatchedUps.SOON, () -> !Files.exists(pidFile));
                assertEquals(1, ask(setup, "upsjail", "-c", "status").status());
            } finally {
                end(dispatcher);
            }
        }
    }

    @Test
    void whatIsWrongIsSaidBeforeTheCommandReturns() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9").upsmon("NONSENSE 1")) {
            setup.written();
            Answer start = ask(setup, "upsjail");

            assertEquals(1, start.status());
            assertTrue(start.text().contains("unknown directive NONSENSE"), start::text);
            assertFalse(Files.exists(setup.directory().resolve("upsmon.pid")));
        }
    }

    @Test
    void besideOneThatRunsItIsRefusedBeforeTheCommandReturns() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            Answer second = ask(setup, "upsjail", "-B");

            assertEquals(1, second.status());
            assertTrue(second.text().contains("another upsjail"), second::text);
        }
    }

    private static void end(ProcessHandle dispatcher) throws IOException, InterruptedException {
        if (dispatcher.isAlive()) {
            RunningProgram.kill("KILL", dispatcher.pid());
        }
    }
}
