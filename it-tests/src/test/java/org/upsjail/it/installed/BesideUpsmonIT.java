// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/**
 * upsjail and Debian's upsmon on one host, which has one PID file for both: whoever comes second refuses. Debian's upsmon
 * has the place of that file built in, so it gets a mount namespace in which the test's directory is there.
 */
class BesideUpsmonIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private static final String IN_ITS_PLACE =
            "mkdir -p /run/nut && mount --bind \"$1\" /run/nut && shift && exec /lib/nut/upsmon \"$@\"";

    private static RunningProgram upsmon(Setup setup, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/unshare",
                "--mount",
                "/bin/sh",
                "-c",
                IN_ITS_PLACE,
                "sh",
                setup.directory().toString()));
        command.addAll(List.of(options));
        Path configuration = Files.createDirectories(setup.directory().resolve("upsmon"));
        Files.writeString(
                configuration.resolve("upsmon.conf"),
                "MONITOR ups@127.0.0.1:9 1 prim pp primary\nSHUTDOWNCMD /bin/true\nPOLLFREQ 1\n");
        Map<String, String> environment =
                Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "NUT_CONFPATH", configuration.toString());
        return RunningProgram.start(command, environment, Path.of("/"));
    }

    @Test
    void upsmonRefusesBesideUs() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            try (RunningProgram upsmon = upsmon(setup, "-F")) {
                assertEquals(1, upsmon.awaitExit(SOON));
                upsmon.awaitLine("A previous upsmon instance is already running", SOON);
            }
            assertTrue(upsjail.program().alive());
        }
    }

    @Test
    void weRefuseBesideUpsmon() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9");
                RunningProgram upsmon = upsmon(setup, "-F")) {
            upsmon.awaitLine("connect failed", SOON);
            String pid =
                    Files.readString(setup.directory().resolve("upsmon.pid")).strip();
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                assertEquals(1, upsjail.program().awaitExit(RunningUpsjail.START_LIMIT));
                upsjail.program().awaitLine("upsmon is running, pid " + pid + ": .* stop it first", SOON);
            }
            assertTrue(upsmon.alive());
        }
    }

    @Test
    void stopOfTheOtherProgramReachesUsBySignalAndThePidFileGoes() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            try (RunningProgram upsmon = upsmon(setup, "-c", "stop")) {
                assertEquals(0, upsmon.awaitExit(SOON));
            }
            assertEquals(0, upsjail.program().awaitExit(SOON));
            assertFalse(Files.exists(setup.directory().resolve("upsmon.pid")));
        }
    }
}
