// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StraceLogTest {

    private static final String JAILED =
            "91 write(2, \"jailed: 143 forbidden acts were tried and refused\\n\", 52) = 52";

    @Test
    void whatCameBeforeTheJailDoesNotCount() throws IOException {
        StraceLog log = of("91 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY) = 5", JAILED, "92 read(0, \"P\", 1) = 1");

        assertEquals(Map.of("write", 1, "read", 1), log.calls());
        assertTrue(log.clean());
    }

    @Test
    void callThatNamesAFileIsNotClean() throws IOException {
        StraceLog log = of(JAILED, "92 newfstatat(AT_FDCWD, \"/x\", 0x7f, 0) = -1 ENOENT (No such file or directory)");

        assertEquals(Set.of("newfstatat"), log.ofFiles());
        assertFalse(log.clean());
    }

    @Test
    void refusedCallIsNotClean() throws IOException {
        StraceLog log = of(JAILED, "92 ioctl(0, FIONREAD, 0x7f) = -1 EPERM (Operation not permitted)");

        assertEquals(Map.of("ioctl", 1), log.refused());
        assertFalse(log.clean());
    }

    @Test
    void callInterruptedByAnotherThreadCountsOnce() throws IOException {
        StraceLog log = of(
                JAILED,
                "92 socket(AF_UNIX, SOCK_STREAM, 0 <unfinished ...>",
                "93 read(0,  <unfinished ...>",
                "92 <... socket resumed>) = -1 EPERM (Operation not permitted)");

        assertEquals(Map.of("write", 1, "socket", 1, "read", 1), log.calls());
        assertEquals(Map.of("socket", 1), log.refused());
    }

    @Test
    void monitorThatWasNeverJailedIsNotClean() throws IOException {
        assertFalse(of("92 read(0, \"P\", 1) = 1").clean());
    }

    private static StraceLog of(String... lines) throws IOException {
        return StraceLog.of(new BufferedReader(new StringReader(String.join("\n", lines))));
    }
}
