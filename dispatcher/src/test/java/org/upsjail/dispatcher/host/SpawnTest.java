// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jnr.constants.platform.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpawnTest {

    private final LibC libc = new LibC();
    private final Spawn spawn = new Spawn(libc);

    private record Printing(SpawnedProcess process, InputStream output) {}

    private Printing start(Map<String, String> environment, List<String> words) throws IOException {
        try (ChildPipe pipe = ChildPipe.open(libc)) {
            return new Printing(spawn.start(words, environment, Spawn.NOTHING, pipe.writeEnd()), pipe.reader());
        }
    }

    private String printed(Map<String, String> environment, String... words) throws IOException {
        Printing printing = start(environment, List.of(words));
        try (InputStream output = new BufferedInputStream(printing.output())) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, printing.process().onExit().join(), text);
            return text;
        }
    }

    private int statusOf(String shell) throws IOException {
        return spawn.start(List.of("/bin/sh", "-c", shell), Map.of(), Spawn.NOTHING, Spawn.NOTHING)
                .onExit()
                .join();
    }

    @Test
    void theEnvironmentIsWhatIsGivenAndNothingElse() throws IOException {
        assertEquals("NAME=a b=c\n", printed(Map.of("NAME", "a b=c"), "/usr/bin/env"));
    }

    @Test
    void eachWordArrivesAsItIs() throws IOException {
        assertEquals(
                "[][a  b][$(id)][caf\u00e9]",
                printed(Map.of(), "/usr/bin/printf", "[%s]", "", "a  b", "$(id)", "caf\u00e9"));
    }

    @Test
    void thereAreThreeDescriptorsAndNoOther() throws IOException {
        // The fourth is that of the directory it reads.
        try (FileInputStream another = new FileInputStream("/dev/zero")) {
            assertTrue(another.getFD().valid());
            assertEquals("0\n1\n2\n3\n", printed(Map.of(), "/bin/ls", "/proc/self/fd"));
        }
    }

    @Test
    void theWorkingDirectoryIsTheRoot() throws IOException {
        assertEquals("/\n", printed(Map.of(), "/bin/readlink", "/proc/self/cwd"));
    }

    @Test
    void itLeadsASessionAndAGroupOfItsOwn() throws IOException {
        String line = printed(Map.of(), "/bin/cat", "/proc/self/stat");
        String[] stat = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        String pid = line.substring(0, line.indexOf(' '));

        assertEquals(List.of(pid, pid), List.of(stat[2], stat[3]), line);
    }

    @Test
    void noSignalIsBlockedOrIgnored() throws IOException {
        assertEquals(
                "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n",
                printed(Map.of(), "/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"));
    }

    @Test
    void whatReadsNothingReadsTheEndOfIt() throws IOException {
        assertEquals("", printed(Map.of(), "/bin/cat"));
    }

    @Test
    void theExitStatusIsTold() throws IOException {
        assertEquals(3, statusOf("exit 3"));
    }

    @Test
    void anEndByASignalIsToldAsAShellDoes() throws IOException {
        assertEquals(128 + 9, statusOf("kill -KILL $$"));
    }

    @Test
    void aProgramThatIsMissingIsAnErrorWithItsReason() {
        IOException error = assertThrows(
                IOException.class,
                () -> spawn.start(List.of("/nonexistent/program"), Map.of(), Spawn.NOTHING, Spawn.NOTHING));

        assertEquals(
                "/nonexistent/program could not be started: posix_spawn(3): No such file or directory",
                error.getMessage());
    }

    @Test
    void noZombieIsLeft() throws IOException {
        SpawnedProcess process = spawn.start(List.of("/bin/true"), Map.of(), Spawn.NOTHING, Spawn.NOTHING);
        process.onExit().join();

        assertFalse(process.isAlive());
        assertFalse(Files.exists(Path.of("/proc/" + process.pid())));
    }

    @Test
    void aSignalAfterTheEndReachesNobody() throws IOException {
        SpawnedProcess process = spawn.start(List.of("/bin/true"), Map.of(), Spawn.NOTHING, Spawn.NOTHING);
        assertEquals(0, process.onExit().join());
        process.signal(Signal.SIGKILL);

        assertEquals(0, process.onExit().join());
    }
}
