// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.HandlerLog;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Debian's upssched as NOTIFYCMD: it finds its configuration, keeps its timers between calls, and may run commands. */
class UpsschedIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private static final String UPSSCHED = "/sbin/upssched";

    /** What upssched is to do, and the commands it ran: the message of each is the name of the timer or command. */
    private record Schedule(TemporaryDirectory directory, HandlerLog ran) implements AutoCloseable {

        static Schedule of(String... lines) throws IOException {
            TemporaryDirectory directory = TemporaryDirectory.create("upsjail-upssched-");
            HandlerLog ran = HandlerLog.create();
            // Its socket and its lock are made by RUN_AS_USER.
            Path run = Files.createDirectory(directory.path().resolve("run"));
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
            List<String> conf = new ArrayList<>(List.of(
                    "CMDSCRIPT " + ran.notifyCommand(),
                    "PIPEFN " + run.resolve("upssched.pipe"),
                    "LOCKFN " + run.resolve("upssched.lock")));
            conf.addAll(List.of(lines));
            Files.write(directory.path().resolve("upssched.conf"), conf);
            return new Schedule(directory, ran);
        }

        RunningUpsjail upsjail(Setup setup, String system) throws IOException, InterruptedException {
            setup.upsmon("NOTIFYCMD " + UPSSCHED).primaryOf(system);
            Map<String, String> environment =
                    Map.of("NUT_CONFPATH", directory.path().toString());
            RunningUpsjail upsjail = RunningUpsjail.start(Installation.built(), setup, environment);
            upsjail.awaitWatching();
            return upsjail;
        }

        HandlerCall await(String name) throws IOException, InterruptedException {
            return ran.await(call -> call.message().equals(name), SOON);
        }

        long count(String name) throws IOException {
            return ran.calls().stream()
                    .filter(call -> call.message().equals(name))
                    .count();
        }

        @Override
        public void close() throws IOException {
            try (directory) {
                ran.close();
            }
        }
    }

    @Test
    void aTimerOutlivesTheCallThatStartedItAndRunsAsTheHandlersAccount() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick();
                Schedule schedule =
                        Schedule.of("AT ONBATT * START-TIMER still-on-battery 2", "AT TRIM * EXECUTE trimming");
                RunningUpsjail upsjail = schedule.upsjail(setup, upsd.system("ups"))) {
            upsd.setStatus("ups", "OB");
            upsjail.program().awaitLine("on battery", SOON);
            // Of the same UPS, so that the call that started the timer is over when this one runs.
            upsd.setStatus("ups", "OB TRIM");
            HandlerCall executed = schedule.await("trimming");
            HandlerCall timed = schedule.await("still-on-battery");

            assertEquals("TRIM", executed.type());
            assertEquals(upsd.system("ups"), executed.ups());
            assertNotEquals(0, executed.uid());
            assertEquals(executed.uid(), timed.uid());
        }
    }

    @Test
    void aTimerIsCancelledByALaterCall() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick();
                Schedule schedule = Schedule.of(
                        "AT ONBATT * START-TIMER outage 600",
                        "AT ONLINE * CANCEL-TIMER outage",
                        "AT TRIM * CANCEL-TIMER outage there-was-none");
                RunningUpsjail upsjail = schedule.upsjail(setup, upsd.system("ups"))) {
            upsd.setStatus("ups", "OB");
            upsjail.program().awaitLine("on battery", SOON);
            upsd.setStatus("ups", "OL");
            upsjail.program().awaitLine("on line power", SOON);
            upsd.setStatus("ups", "OL TRIM");
            schedule.await("there-was-none");

            assertEquals(0, schedule.count("outage"));
        }
    }
}
