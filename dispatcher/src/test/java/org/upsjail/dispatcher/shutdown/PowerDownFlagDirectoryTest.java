// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which directories are safe for a file that root writes. */
@Tag("root")
class PowerDownFlagDirectoryTest {

    private final RootDirectory directory;

    PowerDownFlagDirectoryTest() throws IOException {
        directory = new RootDirectory();
    }

    @AfterEach
    void delete() throws IOException {
        directory.delete();
    }

    private static Optional<String> objectionTo(Path parent) {
        return new PowerDownFlag(parent.resolve("killpower")).objection();
    }

    private static void assertRefused(String because, Path parent) {
        String objection = objectionTo(parent).orElse("no objection");

        assertTrue(objection.contains(because), objection);
    }

    @Test
    void directoryOfRootAloneIsSafe() throws IOException {
        assertEquals(Optional.empty(), objectionTo(directory.directory("safe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwx-w----", "rwx----w-"})
    void directoryThatOthersMayWriteIsRefused(String mode) throws IOException {
        Path open = RootDirectory.withMode(directory.directory("open"), mode);

        assertRefused(open + " is not root's alone to write", open);
    }

    @Test
    void directoryOfAnotherOwnerIsRefused() throws IOException {
        Path foreign = RootDirectory.ofNobody(directory.directory("foreign"));

        assertRefused(foreign + " is not root's alone to write", foreign);
    }

    @Test
    void directoryBelowOneOthersMayWriteIsRefused() throws IOException {
        Path below = directory.directory("open/a/b");
        Path open = RootDirectory.withMode(directory.path().resolve("open"), "rwxrwxrwx");

        assertRefused(open + " is not root's alone to write", below);
    }

    @Test
    void directoryBelowOneOfAnotherOwnerIsRefused() throws IOException {
        Path below = directory.directory("foreign/a/b");
        Path foreign = RootDirectory.ofNobody(directory.path().resolve("foreign"));

        assertRefused(foreign + " is not root's alone to write", below);
    }

    @Test
    void publicTemporaryDirectoryIsRefused() {
        assertRefused("/tmp is not root's alone to write", Path.of("/tmp"));
    }

    @Test
    void linkToASafeDirectoryIsSafe() throws IOException {
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), directory.directory("safe"));

        assertEquals(Optional.empty(), objectionTo(link));
    }

    @Test
    void linkToADirectoryOfAnotherOwnerIsRefused() throws IOException {
        Path foreign = RootDirectory.ofNobody(directory.directory("foreign"));
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), foreign);

        assertRefused("is not root's alone to write", link);
    }

    @Test
    void linkToADirectoryBelowOneOfAnotherOwnerIsRefused() throws IOException {
        Path below = directory.directory("foreign/below");
        Path foreign = RootDirectory.ofNobody(directory.path().resolve("foreign"));
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), below);

        assertRefused(foreign + " is not root's alone to write", link);
    }

    @Test
    void linkInADirectoryOfAnotherOwnerIsRefused() throws IOException {
        Path safe = directory.directory("safe");
        Path foreign = RootDirectory.ofNobody(directory.directory("foreign"));
        Path link = Files.createSymbolicLink(foreign.resolve("link"), safe);

        assertRefused(foreign + " is not root's alone to write", link);
    }

    @Test
    void linkThatLeadsThroughADirectoryOfAnotherOwnerIsRefused() throws IOException {
        Path foreign = RootDirectory.ofNobody(directory.directory("foreign"));
        Path between = Files.createSymbolicLink(foreign.resolve("link"), directory.directory("safe"));
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), between);

        assertRefused(foreign + " is not root's alone to write", link);
    }

    @Test
    void relativeLinkIsFollowedFromWhereItIs() throws IOException {
        directory.directory("safe/deep");
        Path link = Files.createSymbolicLink(directory.directory("other").resolve("link"), Path.of("../safe/./deep"));

        assertEquals(Optional.empty(), objectionTo(link));
    }

    @Test
    void dotsBehindALinkLeadUpFromWhereItLeads() throws IOException {
        Path deep = directory.directory("foreign/deep");
        RootDirectory.ofNobody(directory.path().resolve("foreign"));
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), deep);

        assertRefused("foreign is not root's alone to write", link.resolve(".."));
    }

    @Test
    void linkInACircleIsRefused() throws IOException {
        Path link = directory.path().resolve("link");
        Files.createSymbolicLink(link, link);

        assertRefused("its directory cannot be read", link);
    }

    @Test
    void missingDirectoryIsRefused() {
        assertRefused(
                "its directory is not there; create it or name another",
                directory.path().resolve("missing"));
    }
}
