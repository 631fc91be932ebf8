// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file itself: what is written, and what is never touched. */
@Tag("root")
class PowerDownFlagTest {

    private static final String MAGIC = "upsmon-shutdown-file";
    private static final String PRECIOUS = "precious";

    private final RootDirectory directory;
    private final Path file;
    private final PowerDownFlag flag;

    PowerDownFlagTest() throws IOException {
        directory = new RootDirectory();
        file = directory.path().resolve("killpower");
        flag = new PowerDownFlag(file);
    }

    @BeforeEach
    void startEmpty() throws IOException {
        assertEquals(List.of(), names());
    }

    @AfterEach
    void delete() throws IOException {
        directory.delete();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private Path precious() throws IOException {
        return Files.writeString(directory.directory("elsewhere").resolve("file"), PRECIOUS);
    }

    @Test
    void contentIsTheTwentyBytesOfUpsmon() throws IOException {
        flag.write();

        assertArrayEquals(MAGIC.getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(file));
        assertEquals(20, Files.size(file));
    }

    @Test
    void nothingElseIsLeftBehind() throws IOException {
        flag.write();

        assertEquals(List.of("killpower"), names());
    }

    @Test
    void nobodyElseMayWriteIt() throws IOException {
        flag.write();
        int mode = (Integer) Files.getAttribute(file, "unix:mode");

        assertEquals(0, mode & 0022);
        assertEquals(0, Files.getAttribute(file, "unix:uid"));
    }

    @Test
    void earlierFileIsReplacedAndNeverHalfWritten() throws IOException {
        Files.writeString(file, PRECIOUS);
        Path sameFile = Files.createLink(directory.path().resolve("same"), file);
        flag.write();

        assertEquals(MAGIC, Files.readString(file));
        assertEquals(PRECIOUS, Files.readString(sameFile));
    }

    @Test
    void linkInPlaceOfTheFlagIsReplacedAndNotFollowed() throws IOException {
        Path precious = precious();
        Files.createSymbolicLink(file, precious);
        flag.write();

        assertEquals(PRECIOUS, Files.readString(precious));
        assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void linkInPlaceOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path precious = precious();
        Files.createSymbolicLink(directory.path().resolve(".killpower.new"), precious);
        flag.write();

        assertEquals(PRECIOUS, Files.readString(precious));
        assertEquals(MAGIC, Files.readString(file));
    }

    @Test
    void temporaryFileOfACrashIsNoHindrance() throws IOException {
        Files.writeString(directory.path().resolve(".killpower.new"), "upsm");
        flag.write();

        assertEquals(List.of("killpower"), names());
        assertEquals(MAGIC, Files.readString(file));
    }

    @Test
    void flagThatCannotBeWrittenIsAnError() throws IOException {
        Files.createDirectories(file.resolve("in-the-way"));

        assertThrows(IOException.class, flag::write);
    }

    @Test
    void flagInAMissingDirectoryIsAnError() {
        PowerDownFlag nowhere = new PowerDownFlag(directory.path().resolve("missing/killpower"));

        assertThrows(IOException.class, nowhere::write);
    }

    @Test
    void nothingToClearIsNothingToSay() throws IOException {
        assertEquals(Optional.empty(), flag.clear());
    }

    @Test
    void ownFlagIsClearedAndThatIsSaid() throws IOException {
        flag.write();

        assertEquals(Optional.of("removed the power-down flag of an earlier shutdown, " + file), flag.clear());
        assertFalse(Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void flagWithMoreBehindTheMagicIsOursToo() throws IOException {
        Files.writeString(file, MAGIC + "\nwritten by upsmon\n");
        flag.clear();

        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upsmon", "upsmon-shutdown-fil", "UPSMON-SHUTDOWN-FILE", " upsmon-shutdown-file", "x"})
    void foreignFileIsObjectedToAndLeftAlone(String content) throws IOException {
        Files.writeString(file, content);

        assertObjected();
        assertTrue(flag.clear().orElseThrow().contains("is left alone"));
        assertEquals(content, Files.readString(file));
    }

    @Test
    void emptyFileIsAFlagThatWasWrittenHalfway() throws IOException {
        Files.createFile(file);

        assertEquals(Optional.empty(), flag.objection());
        assertTrue(flag.clear().isPresent());
        assertFalse(Files.exists(file));
    }

    @Test
    void flagOfAnotherOwnerIsObjectedToAndLeftAlone() throws IOException {
        RootDirectory.ofNobody(Files.writeString(file, MAGIC));

        assertObjected();
        assertTrue(flag.clear().orElseThrow().contains("is left alone"));
        assertTrue(Files.exists(file));
    }

    @Test
    void flagOfAnEarlierShutdownIsNotObjectedTo() throws IOException {
        flag.write();

        assertEquals(Optional.empty(), flag.objection());
    }

    private void assertObjected() {
        String objection = flag.objection().orElse("no objection");

        assertTrue(objection.contains(file + " is there and is not a power-down flag"), objection);
    }

    @Test
    void linkToAFlagIsLeftAloneAndSoIsTheFlag() throws IOException {
        Path elsewhere = Files.writeString(directory.directory("elsewhere").resolve("flag"), MAGIC);
        Files.createSymbolicLink(file, elsewhere);

        assertTrue(flag.clear().orElseThrow().contains("is left alone"));
        assertTrue(Files.isSymbolicLink(file));
        assertEquals(MAGIC, Files.readString(elsewhere));
    }

    @Test
    void linkToNothingIsLeftAlone() throws IOException {
        Files.createSymbolicLink(file, directory.path().resolve("missing"));

        assertObjected();
        assertTrue(flag.clear().orElseThrow().contains("is left alone"));
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    void directoryIsLeftAlone() throws IOException {
        Files.createDirectory(file);

        assertObjected();
        assertTrue(flag.clear().orElseThrow().contains("is left alone"));
        assertTrue(Files.isDirectory(file));
    }
}
