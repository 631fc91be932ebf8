// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.shutdown.RootDirectory;

/** RUNDIR: who may enter it, and who may read the copies of the configuration, which have the passwords. */
@Tag("root")
class RunDirectoryTest {

    private static final int GROUP = 61236;
    private static final Account HANDLERS = new Account("handlers", 61237, GROUP, Path.of("/"), "/bin/sh");
    private static final String BESIDE = "upsjail.conf";

    private final RootDirectory directory;
    private final Path rundir;
    private final Path conf;

    RunDirectoryTest() throws IOException {
        directory = new RootDirectory();
        rundir = directory.path().resolve("rundir");
        conf = directory.path().resolve("upsmon.conf");
    }

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(conf, "MONITOR a@localhost 1 u secret primary\n");
        Files.writeString(conf.resolveSibling(BESIDE), "JAILUSER upsjail\n");
    }

    @AfterEach
    void delete() throws IOException {
        directory.delete();
    }

    private RunDirectory claimed() throws IOException {
        return RunDirectory.claim(rundir, GROUP);
    }

    /** Owner, group and mode. */
    private static String rights(Path file) throws IOException {
        int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS) + " 0"
                + Integer.toOctalString(mode);
    }

    @Test
    void directoryIsRootsAndEnteredByTheGroupAlone() throws IOException {
        claimed();

        assertEquals("0:" + GROUP + " 0750", rights(rundir));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx------", "r-xr-xr-x"})
    void directoryThatIsThereGetsTheSame(String before) throws IOException {
        RootDirectory.withMode(Files.createDirectory(rundir), before);

        claimed();

        assertEquals("0:" + GROUP + " 0750", rights(rundir));
    }

    @Test
    void directoryThatOthersMayWriteIsRefusedAndLeftAsItIs() throws IOException {
        RootDirectory.withMode(Files.createDirectory(rundir), "rwxrwxr-x");

        assertRefusedBecauseOf(rundir);
        assertEquals("0:0 0775", rights(rundir));
        assertFalse(Files.exists(rundir.resolve("lock")));
    }

    @Test
    void directoryBelowOneOfAnotherOwnerIsRefused() throws IOException {
        RootDirectory.ofNobody(directory.path());

        assertRefusedBecauseOf(directory.path());
    }

    private void assertRefusedBecauseOf(Path unsafe) {
        IOException refused = assertThrows(IOException.class, this::claimed);

        assertEquals(
                "RUNDIR " + rundir + ": " + unsafe + " is not root's alone to write; name a directory below /run",
                refused.getMessage());
    }

    /** The group may enter, and who can read the lock can take it. */
    @Test
    void lockIsRootsAlone() throws IOException {
        claimed();

        assertEquals("0:0 0600", rights(rundir.resolve("lock")));
    }

    @Test
    void lockThatWasAnothersIsRootsAgain() throws IOException {
        Path lock = Files.createFile(Files.createDirectory(rundir).resolve("lock"));
        RootDirectory.withMode(RootDirectory.ofNobody(lock), "rw-r--r--");

        claimed();

        assertEquals("0:0 0600", rights(lock));
    }

    @Test
    void lockIsGivenToTheAccountAlone() throws IOException {
        claimed().giveLockTo(HANDLERS);

        assertEquals(HANDLERS.uid() + ":0 0600", rights(rundir.resolve("lock")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rundir", "."})
    void directoryThatRootDidNotMakeReadyIsNotJoined(String name) {
        Path path = directory.path().resolve(name);

        IOException refused = assertThrows(IOException.class, () -> RunDirectory.join(path));

        assertTrue(refused.toString().contains("RUNDIR " + path + " was not made ready by root;"), refused::toString);
    }

    @Test
    void directoryThatRootMadeReadyIsJoined() throws IOException {
        Files.createFile(Files.createDirectory(rundir).resolve("lock"));

        assertEquals(rundir, RunDirectory.join(rundir).path());
    }

    @Test
    void copyOfTheConfigurationIsRootsAlone() throws IOException {
        Path copy = claimed().copyOf(conf, BESIDE);

        assertEquals(rundir.resolve("configuration-1/upsmon.conf"), copy);
        assertEquals("0:0 0700", rights(rundir.resolve("configuration-1")));
        assertEquals("0:0 0600", rights(copy));
        assertEquals("0:0 0600", rights(copy.resolveSibling(BESIDE)));
        assertEquals(Files.readString(conf), Files.readString(copy));
        assertEquals("JAILUSER upsjail\n", Files.readString(copy.resolveSibling(BESIDE)));
    }

    @Test
    void copyOfBeforeThatOthersCouldReadIsReplaced() throws IOException {
        Path slot = Files.createDirectories(rundir.resolve("configuration-1"));
        RootDirectory.withMode(slot, "rwxr-xr-x");
        for (String name : List.of("upsmon.conf", BESIDE)) {
            RootDirectory.withMode(Files.writeString(slot.resolve(name), "before"), "rw-r--r--");
        }

        Path copy = claimed().copyOf(conf, BESIDE);

        assertEquals("0:0 0700", rights(slot));
        assertEquals("0:0 0600", rights(copy));
        assertEquals("0:0 0600", rights(copy.resolveSibling(BESIDE)));
        assertEquals(Files.readString(conf), Files.readString(copy));
    }

    @Test
    void linkInThePlaceOfACopyIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(directory.path().resolve("elsewhere"), "as it was");
        Path slot = Files.createDirectories(rundir.resolve("configuration-1"));
        Files.createSymbolicLink(slot.resolve("upsmon.conf"), elsewhere);

        Path copy = claimed().copyOf(conf, BESIDE);

        assertEquals("as it was", Files.readString(elsewhere));
        assertFalse(Files.isSymbolicLink(copy));
    }

    @Test
    void fileBesideThatIsGoneHasNoCopyLeft() throws IOException {
        RunDirectory claimed = claimed();
        Path copy = claimed.copyOf(conf, BESIDE);
        Files.delete(conf.resolveSibling(BESIDE));

        assertEquals(copy, claimed.copyOf(conf, BESIDE));
        assertFalse(Files.exists(copy.resolveSibling(BESIDE)));
    }

    @Test
    void copyInForceIsNotTouchedByTheNext() throws IOException {
        RunDirectory claimed = claimed();
        Path inForce = claimed.copyOf(conf, BESIDE);
        String before = Files.readString(inForce);
        claimed.copyIsInForce();
        Files.writeString(conf, "MONITOR b@localhost 1 u secret primary\n");

        Path next = claimed.copyOf(conf, BESIDE);

        assertEquals(rundir.resolve("configuration-0/upsmon.conf"), next);
        assertEquals("0:0 0700", rights(rundir.resolve("configuration-0")));
        assertEquals("0:0 0600", rights(next));
        assertEquals(before, Files.readString(inForce));
    }

    @Test
    void copiesTakeTurnsInTwoPlaces() throws IOException {
        RunDirectory claimed = claimed();
        for (int place : List.of(1, 0, 1, 0)) {
            assertEquals(rundir.resolve("configuration-" + place + "/upsmon.conf"), claimed.copyOf(conf, BESIDE));
            claimed.copyIsInForce();
        }
    }

    @Test
    void emptyFileHasAnEmptyCopy() throws IOException {
        Files.writeString(conf, "");

        assertEquals("", Files.readString(claimed().copyOf(conf, BESIDE)));
    }

    @Test
    void flagsPathIsLeftForTheScript() throws IOException {
        claimed().notePowerDownFlag("/etc/killpower");

        assertEquals("/etc/killpower", Files.readString(rundir.resolve("powerdownflag")));
    }

    @Test
    void successorIsKnownByItsFile() throws IOException {
        RunDirectory claimed = claimed();
        assertFalse(claimed.successorComes());

        Files.createFile(rundir.resolve("successor"));

        assertTrue(claimed.successorComes());
    }
}
