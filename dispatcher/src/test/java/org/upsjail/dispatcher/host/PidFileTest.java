// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** upsmon.pid: what is read in it, and where it is written. */
class PidFileTest {

    private static final String OWN = ProcessHandle.current().pid() + "\n";

    @TempDir
    private Path directory;

    private Path file;
    private Optional<Process> program = Optional.empty();

    @BeforeEach
    void name() {
        file = directory.resolve("upsmon.pid");
    }

    @AfterEach
    void end() {
        program.ifPresent(Process::destroyForcibly);
    }

    private PidFile pidFile() {
        return PidFile.of(Map.of("NUT_PIDPATH", directory.toString()));
    }

    private Path missing() {
        return directory.resolve("missing");
    }

    /** A program of that name that waits for the end of its input. */
    private long running(String name) throws IOException {
        Path copy = Files.copy(Path.of("/bin/cat"), directory.resolve(name));
        Process started = new ProcessBuilder(copy.toString()).start();
        program = Optional.of(started);
        return started.pid();
    }

    @Test
    void runningUpsmonIsFound() throws IOException {
        long pid = running("upsmon");
        Files.writeString(file, pid + "\n");

        assertEquals(Optional.of(pid), pidFile().runningUpsmon());
    }

    @Test
    void runningUpsmonWhosePackageIsGoneIsFound() throws IOException {
        long pid = running("upsmon");
        Files.writeString(file, pid + "\n");
        Files.delete(directory.resolve("upsmon"));

        assertEquals(Optional.of(pid), pidFile().runningUpsmon());
    }

    @Test
    void fifoInItsPlaceHoldsNothingUp() throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());

        assertEquals(Optional.empty(), pidFile().runningUpsmon());
    }

    @Test
    void endlessFileInItsPlaceIsNoUpsmon() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/zero"));

        assertEquals(Optional.empty(), pidFile().runningUpsmon());
    }

    @Test
    void anotherProgramUnderTheNumberIsNoUpsmon() throws IOException {
        Files.writeString(file, running("xupsmon") + "\n");

        assertEquals(Optional.empty(), pidFile().runningUpsmon());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x", "-1", "0", "4194304", "99999999999999999999"})
    void whatNamesNoProcessIsNoUpsmon(String content) throws IOException {
        Files.writeString(file, content);

        assertEquals(Optional.empty(), pidFile().runningUpsmon());
    }

    @Test
    void upsmonIsLookedForWhereverTheFileMayBe() throws IOException {
        long pid = running("upsmon");
        Files.writeString(file, pid + "\n");
        Map<String, String> elsewhere =
                Map.of("NUT_PIDPATH", missing().toString(), "NUT_STATEPATH", directory.toString());

        assertEquals(Optional.of(pid), PidFile.of(elsewhere).runningUpsmon());
    }

    @Test
    void ownNumberIsWrittenForAllToReadWhateverTheUmask() throws IOException {
        pidFile().write();

        assertEquals(OWN, Files.readString(file));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void staleFileIsReplacedAndALinkNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(file, precious);
        pidFile().write();

        assertEquals("precious", Files.readString(precious));
        assertEquals(OWN, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NUT_ALTPIDPATH", "NUT_STATEPATH"})
    void missingDirectoryIsReplacedByTheOther(String variable) throws IOException {
        PidFile.of(Map.of("NUT_PIDPATH", missing().toString(), variable, directory.toString()))
                .write();

        assertEquals(OWN, Files.readString(file));
        assertFalse(Files.exists(missing()));
    }

    @Test
    void altpidpathGoesBeforeStatepath() throws IOException {
        Map<String, String> environment = Map.of(
                "NUT_PIDPATH", missing().toString(),
                "NUT_ALTPIDPATH", directory.toString(),
                "NUT_STATEPATH",
                        Files.createDirectory(directory.resolve("state")).toString());
        PidFile.of(environment).write();

        assertTrue(Files.exists(file));
        assertFalse(Files.exists(directory.resolve("state/upsmon.pid")));
    }

    @Test
    void noDirectoryIsNoFileAndNoError() throws IOException {
        PidFile.of(Map.of("NUT_PIDPATH", missing().toString())).write();

        assertFalse(Files.exists(missing()));
    }

    @Test
    void ownFileIsRemoved() throws IOException {
        PidFile pidFile = pidFile();
        pidFile.write();
        pidFile.remove();

        assertFalse(Files.exists(file));
    }

    @Test
    void fileThatHasBecomeAnothersIsNotRemoved() throws IOException {
        PidFile pidFile = pidFile();
        pidFile.write();
        Files.writeString(file, "1\n");
        pidFile.remove();

        assertTrue(Files.exists(file));
    }
}
