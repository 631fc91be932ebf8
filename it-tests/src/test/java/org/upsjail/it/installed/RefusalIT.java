// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;

/** A set-up that cannot protect the host, or itself, is refused with a line that says why, and exit status 1. */
class RefusalIT {

    private static final String SYSTEM = "ups@127.0.0.1:9";

    private static String refusal(Setup setup) throws IOException, InterruptedException {
        try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            assertEquals(1, upsjail.program().awaitExit(RunningUpsjail.START_LIMIT));
            return said(upsjail.program());
        }
    }

    private static void assertRefused(String why, Setup setup) throws IOException, InterruptedException {
        String said = refusal(setup);
        assertTrue(said.contains(why), said);
    }

    private static String said(RunningProgram program) {
        return String.join(
                "\n", program.lines().entries().stream().map(OutputLine::text).toList());
    }

    @Test
    void aJailThatIsNotEmpty() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            Files.createFile(setup.jail().resolve("left-over"));
            assertRefused("it is not empty, it holds left-over", setup);
        }
    }

    @Test
    void aJailThatOthersMayWrite() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            Files.setPosixFilePermissions(setup.jail(), PosixFilePermissions.fromString("rwxrwxrwx"));
            assertRefused("chmod go-w " + setup.jail(), setup);
        }
    }

    @Test
    void aJailThatIsNotRoots() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            Files.setAttribute(setup.jail(), "unix:uid", Setup.JAIL_ID);
            assertRefused("belongs to uid " + Setup.JAIL_ID, setup);
        }
    }

    @Test
    void noMonitorLine() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick()) {
            assertRefused("there is no usable MONITOR line", setup);
        }
    }

    @Test
    void noShutdownCommandWhereOneIsNeeded() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM).without("SHUTDOWNCMD")) {
            assertRefused("there is no SHUTDOWNCMD", setup);
        }
    }

    @Test
    void everyWrongLineAtOnceWithItsNumber() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            setup.upsmon("SHUTDOWNCDM now", "POLLFREQ 0", "DEADTIME soon");
            String said = refusal(setup);
            int last = Files.readAllLines(setup.written()).size();

            assertTrue(said.contains("upsmon.conf:" + (last - 2) + ": unknown directive SHUTDOWNCDM"), said);
            assertTrue(said.contains("upsmon.conf:" + (last - 1) + ": POLLFREQ is given \"0\""), said);
            assertTrue(said.contains("upsmon.conf:" + last + ": DEADTIME is given \"soon\""), said);
        }
    }

    @Test
    void passwordsThatEverybodyMayRead() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM).mode("rw-r--r--")) {
            String said = refusal(setup);

            assertTrue(said.contains("lets everybody read the passwords in it"), said);
        }
    }

    @Test
    void theMonitorWithoutThePrivilegeToBuildItsJail() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            List<String> command = List.of(
                    "/usr/bin/setpriv",
                    "--bounding-set=-sys_chroot",
                    Installation.built().upsjailMonitor().toString(),
                    "-f",
                    setup.written().toString());
            try (RunningProgram program = RunningUpsjail.startBare(command)) {
                assertEquals(1, program.awaitExit(Deadline.OF_A_HANG));
                assertTrue(
                        said(program)
                                .contains(
                                        "root lacks CAP_SYS_CHROOT here; give it to this container or unit, or accept REDUCEDJAIL"),
                        said(program));
            }
        }
    }

    @Test
    void oneAccountForBothHalves() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM).upsjail("JAILUSER nut")) {
            assertRefused("JAILUSER and RUN_AS_USER are the same account", setup);
        }
    }

    @Test
    void aFlagWhereOthersMayWrite() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM).upsmon("POWERDOWNFLAG /tmp/killpower")) {
            assertRefused("/tmp is not root's alone to write", setup);
        }
    }

    @Test
    void aFileOfTlsThatIsNotThere() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            Path absent = setup.directory().resolve("absent.pem");
            String said = refusal(setup.upsmon("CERTPATH " + absent, "CERTVERIFY 1"));

            assertTrue(said.contains("CERTPATH " + absent + " does not exist"), said);
        }
    }

    @Test
    void anNssDatabaseWithTheCommandsThatExportIt() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            Path database = Files.createDirectory(setup.directory().resolve("nss"));
            Files.createFile(database.resolve("cert9.db"));
            String said = refusal(setup.upsmon("CERTPATH " + database, "CERTVERIFY 1"));

            assertTrue(said.contains("is an NSS database"), said);
            assertTrue(said.contains("pk12util -d sql:" + database), said);
        }
    }

    @Test
    void aKeyThatCannotBeReadIsSaidByTheMonitor() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            Path file = Files.writeString(
                    setup.directory().resolve("own.pem"),
                    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            String said = refusal(setup.upsmon("CERTFILE " + file));

            assertTrue(said.contains(file + ":1: the key cannot be read"), said);
        }
    }

    @Test
    void theMonitorNotStartedAsRoot() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf(SYSTEM)) {
            String monitor = Installation.built().upsjailMonitor().toString();
            // sh gives it the pipe that a dispatcher would, on descriptor 1.
            List<String> command = List.of(
                    "/usr/bin/setpriv",
                    "--reuid=" + Setup.JAIL_ID,
                    "--regid=" + Setup.JAIL_ID,
                    "--clear-groups",
                    monitor,
                    "-f",
                    setup.written().toString());
            try (RunningProgram program = RunningUpsjail.startBare(command)) {
                assertEquals(1, program.awaitExit(Deadline.OF_A_HANG));
                assertTrue(
                        said(program).contains("it was started as uid " + Setup.JAIL_ID + "; start it as root"),
                        said(program));
            }
        }
    }
}
