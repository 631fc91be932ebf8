// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The journal's directory in STATEDIR: root's, entered and read by the group of RUN_AS_USER; in a pair, another one that is
 * RUN_AS_USER's. STATEDIR itself may hold the jail and so be open to all eyes.
 */
public final class StateDirectory {

    /** rwxr-s---: what is made in it gets its group. */
    private static final int JOURNAL_MODE = 02750;

    /** Held as long as this process lives. */
    private final FileLock lock;

    private final Path journal;

    private StateDirectory(Path journal, FileLock lock) {
        this.journal = journal;
        this.lock = lock;
    }

    /** The journal's directory, wherever STATEDIR is. */
    public static Path journalIn(Path stateDirectory) {
        return stateDirectory.resolve("journal");
    }

    /**
     * For a pair, whose dispatcher is not root. Apart from the other, which nobody but root may have written: so a host can
     * go from one way of starting to the other and back.
     */
    public static Path journalOfPairIn(Path stateDirectory) {
        return stateDirectory.resolve("pair-journal");
    }

    /** The journal that was written last; the other is of before this host changed its way of starting. */
    public static Path latestJournalIn(Path stateDirectory) {
        Path pair = journalOfPairIn(stateDirectory);
        Path single = journalIn(stateDirectory);
        return lastWrittenIn(pair) > lastWrittenIn(single) ? pair : single;
    }

    private static long lastWrittenIn(Path directory) {
        long latest = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return latest;
        }
        return latest;
    }

    /** Makes the journal's directory of a pair and gives it to {@code account}. For root, who alone may write above it. */
    public static void makeForPair(Path stateDirectory, Account account) throws IOException {
        Path journal = journalOfPairIn(stateDirectory);
        Files.createDirectories(
                stateDirectory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        if (!Files.isDirectory(journal, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    journal, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        Files.setAttribute(journal, "unix:uid", account.uid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(journal, "unix:gid", account.gid(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes the lock in the directory that {@link #makeForPair} made. */
    public static StateDirectory joinPair(Path stateDirectory) throws IOException {
        Path journal = journalOfPairIn(stateDirectory);
        return new StateDirectory(journal, lock(journal));
    }

    /** Why nothing may be kept there, a whole sentence for an admin; empty when there is nothing against it. */
    public static Optional<String> objectionTo(Path stateDirectory) {
        Path lowest = journalIn(stateDirectory);
        while (!Files.exists(lowest, LinkOption.NOFOLLOW_LINKS)) {
            lowest = lowest.resolveSibling("").normalize();
        }
        try {
            return SafePath.firstUnsafe(lowest)
                    .map(unsafe -> "STATEDIR " + stateDirectory + ": " + unsafe
                            + " is not root's alone to write; name a directory below /var/lib");
        } catch (IOException unreadable) {
            return Optional.of("STATEDIR " + stateDirectory + " cannot be examined (" + unreadable
                    + "); name a directory below /var/lib");
        }
    }

    /**
     * Makes what is missing and takes the lock.
     *
     * @throws IOException when the disk does not let us, or another upsjail writes there
     */
    public static StateDirectory claim(Path stateDirectory, int group) throws IOException {
        Path journal = journalIn(stateDirectory);
        Files.createDirectories(
                stateDirectory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        if (!Files.isDirectory(journal)) {
            Files.createDirectory(
                    journal, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.setAttribute(journal, "unix:gid", group);
        Files.setAttribute(journal, "unix:mode", JOURNAL_MODE);
        return new StateDirectory(journal, lock(journal));
    }

    private static FileLock lock(Path journal) throws IOException {
        FileChannel file = FileChannel.open(
                journal.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock lock = file.tryLock();
        if (lock == null) {
            throw new IOException("another upsjail writes its journal in " + journal);
        }
        return lock;
    }

    /** Of this boot of the kernel alone; empty where it cannot be read. */
    public static Optional<String> bootId() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII)
                    .strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Where the journal is kept, while the lock holds. */
    public Path journal() throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the lock of " + journal + " is lost");
        }
        return journal;
    }
}
