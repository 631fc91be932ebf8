// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the table lets through, call by call, read from the program the kernel gets. */
class SeccompTableTest {

    private static final int OWN_PID = 4711;
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;

    private static final int SOCKET = 41;
    private static final int SENDTO = 44;
    private static final int SENDMSG = 46;
    private static final int SETSOCKOPT = 54;
    private static final int GETSOCKOPT = 55;
    private static final int CLONE = 56;
    private static final int FCNTL = 72;
    private static final int FUTEX = 202;
    private static final int TGKILL = 234;
    private static final int PRCTL = 157;
    private static final int MMAP = 9;
    private static final int MPROTECT = 10;

    private final BpfMachine filter = machine(Architecture.X86_64);

    @ParameterizedTest
    @EnumSource
    void everyCallHasTheNumberOfTheKernelsHeaders(Architecture architecture) throws IOException {
        Map<String, Integer> kernel = kernelCalls(architecture);
        architecture.numbers().forEach((call, number) -> assertEquals(kernel.get(call), number, call));
    }

    /** The whole kernel, not the table: what nobody thought of is refused. */
    @ParameterizedTest
    @EnumSource
    void everyCallWithoutARowIsRefused(Architecture architecture) throws IOException {
        BpfMachine machine = machine(architecture);
        Set<String> listed =
                SeccompTable.rows(OWN_PID).stream().map(SeccompRow::call).collect(Collectors.toSet());
        kernelCalls(architecture).forEach((call, number) -> {
            if (!listed.contains(call)) {
                assertEquals(EPERM, machine.answerFor(architecture.auditNumber(), number), call);
            }
        });
    }

    @Test
    void everyRowOfThisMachineHasANumber() {
        for (SeccompRow row : SeccompTable.rows(OWN_PID)) {
            assertTrue(Architecture.X86_64.has(row.call()), row.call());
        }
    }

    @Test
    void olderCallsAreAbsentOnAarch64AndTheirSuccessorsAreThere() {
        Set<String> absent = new TreeSet<>();
        for (SeccompRow row : SeccompTable.rows(OWN_PID)) {
            if (!Architecture.AARCH64.has(row.call())) {
                absent.add(row.call());
            }
        }
        assertEquals(Set.of("epoll_wait", "poll"), absent);
        assertTrue(Architecture.AARCH64.has("epoll_pwait") && Architecture.AARCH64.has("ppoll"));
    }

    @Test
    void nothingThatNamesAFileIsAllowed() {
        Set<String> files = new HashSet<>(List.of("open", "openat", "openat2", "creat", "stat", "lstat", "newfstatat"));
        files.addAll(List.of("statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64"));
        files.addAll(List.of("unlink", "unlinkat", "rename", "mkdir", "chmod", "chown", "chdir", "chroot", "mount"));
        for (SeccompRow row : SeccompTable.rows(OWN_PID)) {
            assertFalse(files.contains(row.call()), row.call());
        }
    }

    @Test
    void noProcessAndNoThreadIsMade() {
        int execve = 59;
        int fork = 57;
        int clone3 = 435;
        int flagsOfPthreadCreate = 0x3d0f00;
        assertEquals(EPERM, filter.answer(execve));
        assertEquals(EPERM, filter.answer(fork));
        assertEquals(EPERM, filter.answer(CLONE, 17));
        assertEquals(EPERM, filter.answer(CLONE, flagsOfPthreadCreate));
        assertEquals(ENOSYS, filter.answer(clone3));
    }

    @Test
    void memoryIsNeverExecutable() {
        int anonymous = 0x22;
        assertEquals(ALLOW, filter.answer(MMAP, 0, 4096, 3, anonymous, -1));
        assertEquals(ALLOW, filter.answer(MPROTECT, 4096, 4096, 3));
        for (int protection : List.of(4, 5, 6, 7)) {
            assertEquals(EPERM, filter.answer(MMAP, 0, 4096, protection, anonymous, -1), "mmap " + protection);
            assertEquals(EPERM, filter.answer(MPROTECT, 4096, 4096, protection), "mprotect " + protection);
        }
    }

    @Test
    void noFileIsMapped() {
        int shared = 1;
        int privately = 2;
        assertEquals(EPERM, filter.answer(MMAP, 0, 4096, 1, privately, 5));
        assertEquals(EPERM, filter.answer(MMAP, 0, 4096, 3, shared, 5));
        assertEquals(EPERM, filter.answer(MMAP, 0, 4096, 3, shared | 0x20, -1));
    }

    @Test
    void tgkillReachesOwnThreadsOnly() {
        assertEquals(ALLOW, filter.answer(TGKILL, OWN_PID, OWN_PID + 1, 10));
        assertEquals(EPERM, filter.answer(TGKILL, OWN_PID + 1, OWN_PID, 10));
    }

    @Test
    void socketsAreTcpAndUdpOverIp() {
        int nonblockingStream = 1 | 0x80000 | 0x800;
        assertEquals(ALLOW, filter.answer(SOCKET, 2, 1, 0));
        assertEquals(ALLOW, filter.answer(SOCKET, 10, nonblockingStream, 6));
        assertEquals(ALLOW, filter.answer(SOCKET, 10, 2, 17));
    }

    @Test
    void socketOfAnotherFamilyTypeOrProtocolIsRefused() {
        int mptcp = 262;
        for (int family : List.of(0, 1, 16, 17, 40)) {
            assertEquals(EPERM, filter.answer(SOCKET, family, 1, 0), "family " + family);
        }
        assertEquals(EPERM, filter.answer(SOCKET, 2, 3, 0));
        assertEquals(EPERM, filter.answer(SOCKET, 2, 1, mptcp));
        assertEquals(EPERM, filter.answer(SOCKET, 2, 1, 17));
        assertEquals(EPERM, filter.answer(SOCKET, 2, 2, 6));
    }

    @Test
    void nothingIsSentByFastOpen() {
        int fastOpen = 0x20000000;
        assertEquals(ALLOW, filter.answer(SENDTO, 5, 0, 0, 0));
        assertEquals(ALLOW, filter.answer(SENDMSG, 5, 0, 0));
        assertEquals(EPERM, filter.answer(SENDTO, 5, 0, 0, fastOpen));
        assertEquals(EPERM, filter.answer(SENDMSG, 5, 0, fastOpen));
    }

    @Test
    void socketOptionsAreThoseNettySets() {
        assertEquals(ALLOW, filter.answer(SETSOCKOPT, 5, 6, 1));
        assertEquals(ALLOW, filter.answer(SETSOCKOPT, 5, 1, 9));
        assertEquals(ALLOW, filter.answer(SETSOCKOPT, 5, 41, 26));
        assertEquals(ALLOW, filter.answer(GETSOCKOPT, 5, 1, 4));
        int congestion = 13;
        int bindToDevice = 25;
        int attachFilter = 26;
        assertEquals(EPERM, filter.answer(SETSOCKOPT, 5, 6, congestion));
        assertEquals(EPERM, filter.answer(SETSOCKOPT, 5, 1, bindToDevice));
        assertEquals(EPERM, filter.answer(SETSOCKOPT, 5, 1, attachFilter));
        assertEquals(EPERM, filter.answer(SETSOCKOPT, 5, 6, 9));
        assertEquals(EPERM, filter.answer(SETSOCKOPT, 5, 0, 1));
    }

    @Test
    void fcntlSetsNoOwnerAndNoSignal() {
        for (int command : List.of(8, 10, 15, 0, 1, 2, 1024, 1026, 1031)) {
            assertEquals(EPERM, filter.answer(FCNTL, 5, command, 1), "command " + command);
        }
        int asynchronous = 0x2000;
        assertEquals(EPERM, filter.answer(FCNTL, 5, 4, asynchronous));
        assertEquals(ALLOW, filter.answer(FCNTL, 5, 4, 0x802));
        assertEquals(ALLOW, filter.answer(FCNTL, 5, 3));
    }

    @Test
    void futexesNeitherRequeueNorInheritPriorities() {
        int privately = 0x80;
        for (int operation : List.of(0, 1, 9)) {
            assertEquals(ALLOW, filter.answer(FUTEX, 0, operation | privately), "operation " + operation);
        }
        for (int operation : List.of(3, 4, 6, 7, 11, 12)) {
            assertEquals(EPERM, filter.answer(FUTEX, 0, operation | privately), "operation " + operation);
        }
    }

    @Test
    void prctlOnlyNames() {
        int setDumpable = 4;
        assertEquals(ALLOW, filter.answer(PRCTL, 15));
        assertEquals(EPERM, filter.answer(PRCTL, setDumpable, 1));
    }

    @Test
    void highHalfOfAnArgumentTheKernelIgnoresIsIgnored() {
        long garbage = 0x7777L << 32;
        assertEquals(ALLOW, filter.answer(SOCKET, garbage | 2, garbage | 1, garbage));
        assertEquals(EPERM, filter.answer(SOCKET, garbage | 1, garbage | 1, garbage));
    }

    private static BpfMachine machine(Architecture architecture) {
        return new BpfMachine(SeccompFilter.ofTable(architecture, OWN_PID).encoded());
    }

    /** As the headers of the kernel have them. */
    static Map<String, Integer> kernelCalls(Architecture architecture) throws IOException {
        String name = architecture.name().toLowerCase(Locale.ROOT) + ".calls";
        Map<String, Integer> calls = new HashMap<>();
        try (InputStream in = SeccompTableTest.class.getResourceAsStream(name)) {
            assertTrue(in != null, name);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ", 2);
                    calls.put(words[0], Integer.valueOf(words[1]));
                }
            }
        }
        assertTrue(calls.size() > 300, name);
        return calls;
    }
}
