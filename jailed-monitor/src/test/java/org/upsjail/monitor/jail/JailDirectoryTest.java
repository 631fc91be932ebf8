// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class JailDirectoryTest {

    private RootOwnedDirectory base;

    @BeforeEach
    void createBase() throws IOException {
        base = RootOwnedDirectory.create();
    }

    @AfterEach
    void removeBase() throws IOException {
        base.close();
    }

    @Test
    void emptyDirectoryOfRootIsTaken() throws IOException {
        Path readable = base.directory("readable", "rwxr-xr-x");
        Path unwritable = base.directory("unwritable", "r-xr-xr-x");
        Path unlistable = base.directory("unlistable", "rwx--x--x");
        assertDoesNotThrow(() -> JailDirectory.check(readable));
        assertDoesNotThrow(() -> JailDirectory.check(unwritable));
        assertDoesNotThrow(() -> JailDirectory.check(unlistable));
    }

    @Test
    void missingDirectoryIsRefusedWithTheCommandThatCreatesIt() {
        assertTrue(refusal(base.path().resolve("none")).contains("install -d -o root -g root -m 0755"));
    }

    @Test
    void relativePathIsRefused() {
        assertTrue(refusal(Path.of("jail")).contains("not an absolute path"));
    }

    @Test
    void pathThatGoesUpIsRefused() {
        assertTrue(refusal(base.path().resolve("a/../b")).contains("not an absolute path"));
    }

    @Test
    void rootItselfIsRefused() {
        assertTrue(refusal(Path.of("/")).contains("not an absolute path"));
    }

    @Test
    void directoryWithAnEntryIsRefused() throws IOException {
        Path jail = base.directory("jail", "rwxr-xr-x");
        Files.createFile(jail.resolve(".hidden"));
        assertTrue(refusal(jail).contains("it holds .hidden"));
    }

    @Test
    void groupWritableDirectoryIsRefused() throws IOException {
        assertTrue(refusal(base.directory("jail", "rwxrwxr-x")).contains("mode 775"));
    }

    @Test
    void worldWritableDirectoryIsRefused() throws IOException {
        assertTrue(refusal(base.directory("jail", "rwxr-xrwx")).contains("chmod go-w"));
    }

    @Test
    void directoryOfAnotherUserIsRefused() throws IOException {
        Path jail = base.directory("jail", "rwxr-xr-x");
        Files.setAttribute(jail, "unix:uid", 61234);
        assertTrue(refusal(jail).contains("belongs to uid 61234"));
    }

    @Test
    void symbolicLinkIsRefused() throws IOException {
        Path jail = base.directory("jail", "rwxr-xr-x");
        Path link = Files.createSymbolicLink(base.path().resolve("link"), jail);
        assertTrue(refusal(link).contains("symbolic link"));
    }

    @Test
    void symbolicLinkOnTheWayIsRefused() throws IOException {
        base.directory("jail", "rwxr-xr-x");
        Path link = Files.createSymbolicLink(base.path().resolve("link"), base.path());
        assertTrue(refusal(link.resolve("jail")).contains("symbolic link"));
    }

    @Test
    void fileIsRefused() throws IOException {
        Path file = Files.createFile(base.path().resolve("file"));
        assertTrue(refusal(file).contains("not a directory"));
    }

    @Test
    void writableDirectoryOnTheWayIsRefused() throws IOException {
        Path open = base.directory("open", "rwxrwxrwx");
        Path jail = Files.createDirectory(open.resolve("jail"));
        assertTrue(refusal(jail).contains("path at " + open + ":"));
    }

    @Test
    void stickyBitDoesNotExcuse() {
        assertTrue(refusal(Path.of("/tmp/jail")).contains("path at /tmp:"));
    }

    @Test
    void writableForTheAccountIsRefusedFromInside() throws IOException {
        // Root may write anywhere, so to root no directory looks like a jail from inside.
        Path jail = base.directory("jail", "rwxr-xr-x");
        assertThrows(JailException.class, () -> JailDirectory.checkAsAccount(jail));
    }

    private static String refusal(Path directory) {
        return String.valueOf(assertThrows(JailException.class, () -> JailDirectory.check(directory))
                .getMessage());
    }
}
