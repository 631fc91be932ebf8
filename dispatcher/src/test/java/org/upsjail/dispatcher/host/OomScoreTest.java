// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that looks as /proc does, and a program in the place of choom(1) that nobody starts. */
class OomScoreTest {

    @TempDir
    private Path directory;

    private Path score;
    private Path choom;

    @BeforeEach
    void create() throws IOException {
        score = Files.createDirectory(directory.resolve("self")).resolve("oom_score_adj");
        Files.writeString(score, "0\n");
        choom = Files.createFile(
                directory.resolve("choom"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void dispatcherIsAmongTheLastThatAreKilled() throws IOException {
        OomScore lowered = OomScore.lower(directory, choom);

        assertTrue(lowered.lowered());
        assertEquals("-900", Files.readString(score));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-250", "1000"})
    void childGetsTheScoreThatTheDispatcherWasStartedWith(String before) throws IOException {
        Files.writeString(score, before + "\n");

        assertEquals(
                List.of(choom.toString(), "-n", before, "--"),
                OomScore.lower(directory, choom).forChild());
    }

    @Test
    void scoreStaysWhereAChildCouldNotBeGivenItsOwn() throws IOException {
        Files.delete(choom);

        assertNotLowered(OomScore.lower(directory, choom));
        assertEquals("0\n", Files.readString(score));
    }

    @Test
    void scoreThatCannotBeReadIsNotLowered() throws IOException {
        Files.delete(score);

        assertNotLowered(OomScore.lower(directory, choom));
        assertFalse(Files.exists(score));
    }

    /** /proc/version can be read, and be written by nobody. */
    @Test
    void scoreThatMayNotBeWrittenIsNotLowered() throws IOException {
        Files.delete(score);
        Files.createSymbolicLink(score, Path.of("/proc/version"));

        assertNotLowered(OomScore.lower(directory, choom));
        Files.delete(score);
    }

    @Test
    void childOfAServiceGetsTheScoreOfAnyProgram() {
        OomScore byManager = OomScore.loweredByManager(choom);

        assertTrue(byManager.lowered());
        assertEquals(List.of(choom.toString(), "-n", "0", "--"), byManager.forChild());
    }

    @Test
    void childOfAServiceKeepsTheScoreWhereThereIsNoOther() throws IOException {
        Files.delete(choom);

        assertNotLowered(OomScore.loweredByManager(choom));
    }

    @Test
    void childOfThisHostIsGivenItsScoreByChoom() {
        assertEquals(
                List.of("/usr/bin/choom", "-n", "0", "--"),
                OomScore.loweredByManager().forChild());
    }

    private static void assertNotLowered(OomScore score) {
        assertFalse(score.lowered());
        assertEquals(List.of(), score.forChild());
    }
}
