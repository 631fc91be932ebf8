// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.it.proc.ProcStatus;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** A host, a container most likely, whose root may not call chroot: what was accepted by name, and what is left. */
class ReducedJailIT {

    private static final String ENV = "exec env -i";

    @Test
    void withoutChrootItWatchesAndSaysSo() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups")).upsjail("REDUCEDJAIL without-chroot");
                RunningUpsjail upsjail = RunningUpsjail.start(withoutChroot(setup), setup)) {
            long monitor = upsjail.awaitWatching();

            assertEquals(Path.of("/"), ProcStatus.of(monitor).root());
            String said = said(upsjail.program());
            assertTrue(said.contains("warning: the monitor is not locked into an empty directory"), said);
            assertTrue(said.contains("acts were tried and refused; REDUCED, without chroot"), said);
            assertTrue(status(setup).contains("checked from outside, REDUCED: without chroot"), () -> "" + said);
        }
    }

    private static Installation withoutChroot(Setup setup) throws IOException {
        Installation built = Installation.built();
        String launcher = Files.readString(built.upsjailMonitor());
        assertTrue(launcher.contains(ENV), "the launcher of the monitor no longer has " + ENV);
        String bounded = launcher.replace(ENV, "exec /usr/bin/setpriv --bounding-set=-sys_chroot env -i");
        return built.withMonitor(setup.directory().resolve("home"), bounded);
    }

    private static String status(Setup setup) throws IOException, InterruptedException {
        List<String> command = List.of(
                Installation.built().upsjail().toString(),
                "-f",
                setup.directory().resolve("upsmon.conf").toString(),
                "-c",
                "status");
        try (RunningProgram asking = RunningUpsjail.startBare(command)) {
            assertEquals(0, asking.awaitExit(RunningUpsjail.START_LIMIT));
            return said(asking);
        }
    }

    private static String said(RunningProgram program) {
        return String.join(
                "\n", program.lines().entries().stream().map(OutputLine::text).toList());
    }
}
