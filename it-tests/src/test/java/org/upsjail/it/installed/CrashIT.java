// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The dispatcher killed by force: what the next one takes up. */
class CrashIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    /** A directory the handlers may write to, and a NOTIFYCMD that goes on until it is let go. */
    private record SlowHandler(TemporaryDirectory directory) implements AutoCloseable {

        static SlowHandler in(Setup setup) throws IOException {
            TemporaryDirectory directory = TemporaryDirectory.create("upsjail-crash-");
            Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
            setup.upsmon("NOTIFYCMD "
                    + setup.handlers()
                            .notifyCommandThen(
                                    "slow",
                                    "cd " + directory.path() + "; : > \"run-$NOTIFYTYPE-repeat=$UPSJAIL_REPEAT.$$\"\n"
                                            + "until [ -e go-on ]; do sleep 0.1; done\n"));
            return new SlowHandler(directory);
        }

        void letGoOn() throws IOException {
            Files.createFile(directory.path().resolve("go-on"));
        }

        long runs(String type, String repeat) throws IOException {
            try (Stream<Path> files = Files.list(directory.path())) {
                return files.filter(file ->
                                file.getFileName().toString().startsWith("run-" + type + "-repeat=" + repeat + "."))
                        .count();
            }
        }

        @Override
        public void close() throws IOException {
            directory.close();
        }
    }

    private static void crash(RunningUpsjail upsjail) throws IOException, InterruptedException {
        RunningProgram.kill("KILL", upsjail.program().pid());
        upsjail.program().awaitExit(SOON);
    }

    @Test
    void commandThatWasRunningRunsOnceMoreMarkedAndNothingIsToldTwice() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                SlowHandler handler = SlowHandler.in(setup)) {
            String system = upsd.system("ups");
            try (RunningUpsjail first = RunningUpsjail.start(setup)) {
                first.awaitWatching();
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT", system), SOON);
                upsd.setStatus("ups", "OB TRIM");
                first.program().awaitLine("trimming", SOON);
                crash(first);
            }
            try (RunningUpsjail second = RunningUpsjail.start(setup)) {
                second.program().awaitLine("taking up where the last upsjail was ended", SOON);
                second.awaitWatching();
                setup.handlers().awaitFrom(1, call -> call.is("ONBATT", system), SOON);
                handler.letGoOn();
                setup.handlers().await(call -> call.is("TRIM", system), SOON);
                upsd.setStatus("ups", "OB TRIM LB CAL");
                setup.handlers().await(call -> call.is("LOWBATT", system), SOON);
                crash(second);
            }
            try (RunningUpsjail third = RunningUpsjail.start(setup)) {
                third.awaitWatching();
                upsd.setStatus("ups", "OL TRIM CAL");
                setup.handlers().await(call -> call.is("ONLINE", system), SOON);
            }

            assertEquals(2, setup.handlers().calls("ONBATT", system).size());
            assertEquals(1, handler.runs("ONBATT", ""));
            assertEquals(1, handler.runs("ONBATT", "1"));
            assertEquals(1, handler.runs("TRIM", ""));
            assertEquals(0, handler.runs("TRIM", "1"));
            assertEquals(1, handler.runs("LOWBATT", ""));
            assertTrue(handler.runs("LOWBATT", "1") <= 1);
        }
    }

    @Test
    void whatChangedWhileNobodyWatchedIsTold() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            String system = upsd.system("ups");
            try (RunningUpsjail first = RunningUpsjail.start(setup)) {
                first.awaitWatching();
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT", system), SOON);
                crash(first);
            }
            upsd.setStatus("ups", "OL");
            try (RunningUpsjail second = RunningUpsjail.start(setup)) {
                second.awaitWatching();
                setup.handlers().await(call -> call.is("ONLINE", system), SOON);
            }
        }
    }

    @Test
    void aForcedShutdownIsTakenUp() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().secondaryOf(upsd.system("ups")).upsmon("FINALDELAY 3")) {
            try (RunningUpsjail first = RunningUpsjail.start(setup)) {
                first.awaitWatching();
                first.program().kill("USR1");
                first.program().awaitLine("executing automatic power-fail shutdown", SOON);
                crash(first);
            }
            try (RunningUpsjail second = RunningUpsjail.start(setup)) {
                setup.handlers().await(call -> call.is("SHUTDOWNCMD"), SOON);
                assertEquals(0, second.program().awaitExit(SOON));
            }
        }
    }

    @Test
    void theJournalIsReadByTheCommandAndByNobodyElse() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setStatus("ups", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);
            Path journal = setup.directory().resolve("state/journal");
            List<String> command = List.of(
                    Installation.built().upsjail().toString(),
                    "-f",
                    setup.written().toString(),
                    "--since",
                    "1h",
                    "journal");
            try (RunningProgram reader = RunningUpsjail.startBare(command)) {
                reader.awaitLine("announced .*type=ONBATT", SOON);
                assertEquals(0, reader.awaitExit(SOON));
            }

            assertEquals(PosixFilePermissions.fromString("rwxr-x---"), Files.getPosixFilePermissions(journal));
            assertEquals(
                    PosixFilePermissions.fromString("rw-r-----"),
                    Files.getPosixFilePermissions(journal.resolve("journal.jsonl")));
            assertFalse(Files.readString(journal.resolve("journal.jsonl")).contains("pp"), "a password");
        }
    }

    @Test
    void aJournalThatOthersMayWriteIsRefused() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            Path open = Files.createDirectory(setup.directory().resolve("open"));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
            setup.upsjail("STATEDIR " + open.resolve("state"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.program().awaitLine(open + " is not root's alone to write", SOON);
                assertEquals(1, upsjail.program().awaitExit(SOON));
            }
        }
    }
}
