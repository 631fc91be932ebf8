// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that looks as /proc/PID does. */
class ProcDescriptorsTest {

    private static final String READ_ONLY = "0100000";
    private static final String READ_WRITE = "0100002";

    @TempDir
    private Path process;

    @BeforeEach
    void create() throws IOException {
        Files.createDirectory(process.resolve("fd"));
        Files.createDirectory(process.resolve("fdinfo"));
        Files.createDirectory(process.resolve("home"));
    }

    @AfterEach
    void close() throws IOException {
        Files.deleteIfExists(process.resolve("fd/7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipe:[1234]",
                "socket:[1]",
                "anon_inode:[eventpoll]",
                "anon_inode:[eventfd]",
                "/dev/random",
                "/dev/urandom"
            })
    void whatTheJvmNeedsIsNoFlaw(String target) throws IOException {
        open(target, READ_WRITE);

        assertEquals(List.of(), flaws());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/dev/null", "/dev/kmsg", "/etc/passwd", "anon_inode:[io_uring]", "/memfd:x (deleted)"})
    void anythingElseIsAFlaw(String target) throws IOException {
        open(target, READ_ONLY);

        assertEquals(List.of("descriptor 7 is " + target), flaws());
    }

    @Test
    void fileOfOurOwnMayBeRead() throws IOException {
        open(jar(), READ_ONLY);

        assertEquals(List.of(), flaws());
    }

    @Test
    void fileOfOurOwnMayNotBeWritten() throws IOException {
        String jar = jar();
        open(jar, READ_WRITE);

        assertEquals(List.of("descriptor 7 is " + jar), flaws());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100001", "0100003", "0102005", "0100006", "", "none", "8"})
    void fileOfOurOwnWithAnyOtherFlagsIsAFlaw(String flags) throws IOException {
        String jar = jar();
        open(jar, flags);

        assertEquals(List.of("descriptor 7 is " + jar), flaws());
    }

    /** The close-on-exec bit and the offset of large files are no access. */
    @ParameterizedTest
    @ValueSource(strings = {"02100000", "0100004", "00"})
    void fileOfOurOwnMayHaveFlagsThatGiveNoAccess(String flags) throws IOException {
        open(jar(), flags);

        assertEquals(List.of(), flaws());
    }

    @Test
    void directoryOfOurOwnIsAFlaw() throws IOException {
        String home = process.resolve("home").toString();
        open(home, READ_ONLY);

        assertEquals(List.of("descriptor 7 is " + home), flaws());
    }

    private String jar() throws IOException {
        return Files.createFile(process.resolve("home/own.jar")).toString();
    }

    private void open(String target, String flags) throws IOException {
        Files.createSymbolicLink(process.resolve("fd/7"), Path.of(target));
        Files.writeString(process.resolve("fdinfo/7"), "pos:\t0\nflags:\t" + flags + "\nmnt_id:\t1\n");
    }

    private List<String> flaws() throws IOException {
        List<String> flaws = new ArrayList<>();
        new ProcDescriptors(List.of(process.resolve("home"))).check(process, flaws);
        return flaws;
    }
}
