// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.shutdown.RootDirectory;

/** Which directory is named as the one by which somebody else could lead a path elsewhere. */
@Tag("root")
class SafePathTest {

    private final RootDirectory directory;

    SafePathTest() throws IOException {
        directory = new RootDirectory();
    }

    @AfterEach
    void delete() throws IOException {
        directory.delete();
    }

    @Test
    void wayOfRootAloneIsSafe() throws IOException {
        assertEquals(Optional.empty(), SafePath.firstUnsafe(directory.directory("a/b/c")));
        assertEquals(Optional.empty(), SafePath.firstUnsafe(Path.of("/")));
    }

    /** Who may enter and read is not asked. */
    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "r-xr-xr-x", "---------"})
    void directoryThatOthersMayOnlyReadIsSafe(String mode) throws IOException {
        Path read = RootDirectory.withMode(directory.directory("read"), mode);

        assertEquals(Optional.empty(), SafePath.firstUnsafe(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx-w----", "rwx----w-", "----w----", "-------w-", "rwxrwxrwx"})
    void directoryThatItsGroupOrOthersMayWriteIsNot(String mode) throws IOException {
        Path open = RootDirectory.withMode(directory.directory("open"), mode);

        assertEquals(Optional.of(open), SafePath.firstUnsafe(open));
    }

    @Test
    void directoryOfAnotherOwnerIsNot() throws IOException {
        Path foreign = RootDirectory.withMode(RootDirectory.ofNobody(directory.directory("foreign")), "r-x------");

        assertEquals(Optional.of(foreign), SafePath.firstUnsafe(foreign));
    }

    /** Who may write there may not rename what is another's; may make a name that is not there yet. */
    @Test
    void stickyDirectoryIsNot() throws IOException {
        assertEquals(Optional.of(Path.of("/tmp")), SafePath.firstUnsafe(Path.of("/tmp")));
    }

    @Test
    void firstOfSeveralIsNamed() throws IOException {
        Path below = directory.directory("first/second/third");
        Path first = RootDirectory.ofNobody(directory.path().resolve("first"));
        RootDirectory.ofNobody(directory.path().resolve("first/second"));

        assertEquals(Optional.of(first), SafePath.firstUnsafe(below));
    }

    @Test
    void directoryOnTheWayIsLookedAt() throws IOException {
        Path below = directory.directory("a/b/c");
        Path between = RootDirectory.withMode(directory.path().resolve("a/b"), "rwxrwxr-x");

        assertEquals(Optional.of(between), SafePath.firstUnsafe(below));
    }

    @Test
    void directoryThatALinkLeadsThroughIsNamedByItsOwnPath() throws IOException {
        Path foreign = RootDirectory.ofNobody(directory.directory("foreign"));
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), foreign.resolve("below"));
        Files.createDirectory(foreign.resolve("below"));

        assertEquals(Optional.of(foreign), SafePath.firstUnsafe(link));
    }

    /** What comes behind the link is looked at where it leads. */
    @Test
    void wayGoesOnBehindALink() throws IOException {
        Path behind = RootDirectory.ofNobody(directory.directory("safe/behind"));
        Path link = Files.createSymbolicLink(directory.path().resolve("link"), Path.of("safe"));

        assertEquals(Optional.of(behind), SafePath.firstUnsafe(link.resolve("behind")));
    }

    @Test
    void fortyLinksAreFollowed() throws IOException {
        assertEquals(Optional.empty(), SafePath.firstUnsafe(chainOf(40)));
    }

    @Test
    void moreLinksThanTheKernelFollowsAreRefused() throws IOException {
        Path chain = chainOf(41);

        IOException refused = assertThrows(IOException.class, () -> SafePath.firstUnsafe(chain));

        assertEquals(directory.path().resolve("link-0") + " leads through more than 40 links", refused.getMessage());
    }

    @Test
    void wayThatEndsBeforeItsEndIsRefused() {
        Path missing = directory.path().resolve("missing/below");

        assertThrows(NoSuchFileException.class, () -> SafePath.firstUnsafe(missing));
    }

    /** Of so many links; the last to be followed is link-0. */
    private Path chainOf(int links) throws IOException {
        Path target = directory.directory("safe");
        for (int i = 0; i < links; i++) {
            target = Files.createSymbolicLink(directory.path().resolve("link-" + i), target);
        }
        return target;
    }
}
