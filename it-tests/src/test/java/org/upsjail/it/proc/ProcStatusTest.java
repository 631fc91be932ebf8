// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.RunningProgram;

class ProcStatusTest {

    private static final Duration SOON = Deadline.OF_A_HANG;

    @Test
    void everyThreadOfAJvmIsSeen() throws IOException {
        ProcStatus self = ProcStatus.of(ProcessHandle.current().pid());
        assertTrue(self.threads().size() > 5, self.toString());
        assertTrue(self.threads().stream().anyMatch(thread -> thread.tid() == self.pid()));
    }

    @Test
    @Tag("root")
    void anUnprivilegedProcessIsSeenAsSuch() throws IOException, InterruptedException {
        assertTrue(isRoot(), "only root can become another account");
        try (RunningProgram program =
                start("/usr/bin/setpriv --reuid=1234 --regid=2345 --groups=3456 --no-new-privs --bounding-set=-all"
                        + " --inh-caps=-all /bin/sh -c 'echo ready; read x'")) {
            program.awaitLine("ready", SOON);
            ThreadStatus thread = onlyThread(program);
            assertTrue(thread.runsAs(1234, 2345), thread.toString());
            assertFalse(thread.runsAs(1234, 0));
            assertEquals(List.of(3456), thread.groups());
            assertTrue(thread.hasNoCapability(), thread.toString());
            assertEquals(0, thread.capability("CapBnd"));
            assertTrue(thread.noNewPrivs());
        }
    }

    @Test
    @Tag("root")
    void aPrivilegedProcessIsSeenAsSuch() throws IOException, InterruptedException {
        assertTrue(isRoot(), "only root has capabilities");
        try (RunningProgram program = start("echo ready; read x")) {
            program.awaitLine("ready", SOON);
            ThreadStatus thread = onlyThread(program);
            assertTrue(thread.runsAs(0, 0), thread.toString());
            assertFalse(thread.hasNoCapability(), thread.toString());
            assertFalse(thread.noNewPrivs());
        }
    }

    @Test
    void descriptorsAndDirectoriesAreSeen() throws IOException, InterruptedException {
        try (RunningProgram program = start("exec 5</tmp 6</dev/null; echo ready; read x")) {
            program.awaitLine("ready", SOON);
            ProcStatus status = ProcStatus.of(program.pid());
            assertEquals("/tmp", status.descriptors().get(5));
            assertEquals("/dev/null", status.descriptors().get(6));
            assertTrue(String.valueOf(status.descriptors().get(0)).startsWith("pipe:["), status.toString());
            assertEquals(List.of(5), status.directories());
        }
    }

    @Test
    void rootAndWorkingDirectoryAreSeen() throws IOException, InterruptedException {
        try (RunningProgram program = start("cd /usr/lib; echo ready; read x")) {
            program.awaitLine("ready", SOON);
            ProcStatus status = ProcStatus.of(program.pid());
            assertEquals(Path.of("/"), status.root());
            assertEquals(Path.of("/usr/lib"), status.cwd());
        }
    }

    @Test
    void aProcessThatIsNoMoreCannotBeRead() throws IOException, InterruptedException {
        RunningProgram program = start("exit 0");
        try (program) {
            program.awaitExit(SOON);
        }
        assertThrows(NoSuchFileException.class, () -> ProcStatus.of(program.pid()));
    }

    private static ThreadStatus onlyThread(RunningProgram program) throws IOException {
        List<ThreadStatus> threads = ProcStatus.of(program.pid()).threads();
        assertEquals(1, threads.size());
        return threads.get(0);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static RunningProgram start(String script) throws IOException {
        return RunningProgram.start(
                List.of("/bin/sh", "-c", script.startsWith("/") ? "exec " + script : script),
                Map.of("PATH", "/usr/bin:/bin"),
                Path.of("/"));
    }
}
