// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.it.proc.ProcStatus;
import org.upsjail.it.proc.ThreadStatus;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The jail as the kernel shows it from outside, while the monitor is at work. */
class JailIT {

    @Test
    void everyThreadIsConfinedAndNoDescriptorLeadsOut() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            long monitor = ups.monitor();
            ProcStatus status = ProcStatus.of(monitor);

            assertFalse(status.threads().isEmpty());
            for (ThreadStatus thread : status.threads()) {
                assertTrue(thread.runsAs(Setup.JAIL_ID, Setup.JAIL_ID), thread::toString);
                assertTrue(thread.groups().isEmpty(), thread::toString);
                assertTrue(thread.hasNoCapability(), thread::toString);
                assertTrue(thread.noNewPrivs(), thread::toString);
                assertEquals(2, thread.seccomp(), thread::toString);
            }
            assertEquals(ups.setup().jail(), status.root());
            List<Path> directories = status.descriptors().values().stream()
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .toList();
            assertEquals(List.of(), directories);
        }
    }

    @Test
    void aMonitorThatIsGivenInheritableCapabilitiesIsJailedWithoutThem() throws IOException, InterruptedException {
        Installation built = Installation.built();
        String launcher = Files.readString(built.upsjailMonitor());
        String shebang = "#!/bin/sh\n";
        assertTrue(launcher.startsWith(shebang), launcher);
        String inheriting = launcher.replace(
                shebang,
                shebang
                        + "[ \"${BEGUN:-}\" ] || BEGUN=yes exec /usr/bin/setpriv --inh-caps=+sys_chroot,+setuid \"$0\" \"$@\"\n");
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail =
                        RunningUpsjail.start(built.withMonitor(setup.directory().resolve("home"), inheriting), setup)) {
            for (ThreadStatus thread : ProcStatus.of(upsjail.awaitWatching()).threads()) {
                assertTrue(thread.hasNoCapability(), thread::toString);
            }
        }
    }

    @Test
    void thePasswordIsInNoCommandLineEnvironmentOrLog() throws IOException, InterruptedException {
        String password = "canary-7f3a";
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup =
                        Setup.quick().upsmon("MONITOR " + upsd.system("ups") + " 1 prim " + password + " primary");
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            long monitor = upsjail.awaitWatching();
            upsd.journal().await(event -> event.isCommand("PASSWORD"), RunningUpsjail.START_LIMIT);
            upsjail.program().awaitLine("watched without login", RunningUpsjail.START_LIMIT);

            for (long pid : List.of(monitor, upsjail.program().pid())) {
                assertFalse(read(pid, "cmdline").contains(password));
                assertFalse(read(pid, "environ").contains(password));
            }
            assertTrue(upsjail.program().lines().entries().stream()
                    .noneMatch(line -> line.text().contains(password)));
        }
    }

    @Test
    void theMonitorEndsWithItsDispatcher() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ProcessHandle monitor = ProcessHandle.of(ups.monitor()).orElseThrow();
            RunningProgram.kill("KILL", ups.upsjail().program().pid());
            monitor.onExit().join();

            assertFalse(monitor.isAlive());
        }
    }

    @Test
    void stoppingLogsOutAndEndsWithStatusZero() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.upsjail().program().kill("TERM");

            assertEquals(0, ups.awaitEnd());
            assertTrue(ups.upsd().journal().entries().stream().anyMatch(event -> event.isCommand("LOGOUT")));
            assertEquals(List.of(), ups.setup().handlers().calls());
        }
    }

    private static String read(long pid, String file) throws IOException {
        return new String(Files.readAllBytes(Path.of("/proc/" + pid, file)), StandardCharsets.ISO_8859_1);
    }
}
