// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * RUNDIR: root's, 0750, entered by the group of RUN_AS_USER. Whoever holds its lock is the dispatcher of this host; the
 * lock goes with the process, so nothing stale ever stands in the way.
 */
public final class RunDirectory {

    private static final int ROOT = 0;

    /** Held as long as this process lives. */
    private final FileLock lock;

    private final Path path;
    private int acceptedSlot;

    private RunDirectory(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory where it is missing and takes its lock.
     *
     * @throws IOException with a whole sentence for an admin
     */
    public static RunDirectory claim(Path path, int group) throws IOException {
        Files.createDirectories(path);
        Optional<Path> unsafe = SafePath.firstUnsafe(path);
        if (unsafe.isPresent()) {
            throw new IOException("RUNDIR " + path + ": " + unsafe.get()
                    + " is not root's alone to write; name a directory below /run");
        }
        Files.setAttribute(path, "unix:gid", group);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        RunDirectory claimed =
                new RunDirectory(path, lock(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
        claimed.keepLockFor(ROOT);
        return claimed;
    }

    /**
     * For a dispatcher that is not root: takes the lock in a directory that root has {@linkplain #claim claimed} before.
     *
     * @throws IOException with a whole sentence for an admin
     */
    public static RunDirectory join(Path path) throws IOException {
        try {
            return new RunDirectory(path, lock(path, Set.of(StandardOpenOption.WRITE)));
        } catch (AccessDeniedException | NoSuchFileException unprepared) {
            throw new IOException("RUNDIR " + path + " was not made ready by root; journalctl -u upsjail-accept says"
                    + " why, and systemctl start upsjail-dispatcher has it done");
        }
    }

    private static FileLock lock(Path path, Set<StandardOpenOption> options) throws IOException {
        FileLock lock = FileChannel.open(path.resolve("lock"), options).tryLock();
        if (lock == null) {
            throw new IOException("another upsjail is running with RUNDIR " + path + "; stop it first");
        }
        return lock;
    }

    /** The lock is for a process of this account; root's, which ends, has made sure that nobody else had it. */
    public void giveLockTo(Account account) throws IOException {
        keepLockFor(account.uid());
    }

    /** Who can open it for reading can take it too, and no dispatcher would start: the group of RUN_AS_USER comes so far. */
    private void keepLockFor(int uid) throws IOException {
        Files.setAttribute(path.resolve("lock"), "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(path.resolve("lock"), PosixFilePermissions.fromString("rw-------"));
    }

    public Path path() {
        return path;
    }

    /**
     * Copies the configuration that has just been read to where only root reads, so that every monitor started under it
     * reads the same, whatever an editor does to the original meanwhile.
     *
     * @return the copy of {@code upsmonConf}; of the file beside it there is a copy beside it
     */
    public Path copyOf(Path upsmonConf, String fileBeside) throws IOException {
        Path slot = Files.createDirectories(path.resolve("configuration-" + (1 - acceptedSlot)));
        Files.setPosixFilePermissions(slot, PosixFilePermissions.fromString("rwx------"));
        copy(upsmonConf.resolveSibling(fileBeside), slot.resolve(fileBeside));
        Path copy = slot.resolve(upsmonConf.getFileName());
        copy(upsmonConf, copy);
        return copy;
    }

    /** The configuration last copied is the one in force; the next copy will not touch it. */
    public void copyIsInForce() {
        acceptedSlot = 1 - acceptedSlot;
    }

    /** By the kernel: what passes here holds the passwords, and this process is to know none. */
    static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        if (!Files.exists(from)) {
            return;
        }
        Set<OpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(
                        to,
                        fresh,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long size = in.size();
            for (long done = 0; done < size; ) {
                long moved = in.transferTo(done, size - done, out);
                if (moved == 0) {
                    throw new IOException(from + " was cut while it was copied");
                }
                done += moved;
            }
        }
    }

    /** Whether upsjail-takeover, as root, has said that it starts another one in the place of this. */
    public boolean successorComes() {
        return Files.exists(path.resolve("successor"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Leaves the resolved path of POWERDOWNFLAG where {@code -K} finds it without a JVM; none: an empty file. */
    public void notePowerDownFlag(String flag) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the lock of " + path + " is lost");
        }
        Files.writeString(path.resolve("powerdownflag"), flag);
    }
}
