// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What root accepted for a pair, in RUNDIR, where nobody else writes: for the monitor the configuration as it is, for the
 * dispatcher without its passwords, for upsjail-shutdown.service the flag's path and the command. Written by root.
 */
public final class PairDirectory {

    /** Its units name it. */
    public static final Path RUN_DIRECTORY = Path.of("/run/upsjail");

    private static final String SHUTDOWN = "shutdown";

    private final Path runDirectory;

    /** @param runDirectory root's, entered by the group of RUN_AS_USER */
    public PairDirectory(Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    /** Where the dispatcher reads; of upsjail.conf there is always a file beside it. */
    public Path ofDispatcher(Path fileName) {
        return runDirectory.resolve("pair/dispatcher").resolve(fileName);
    }

    /** Where systemd reads what it gives the monitor as its credentials. */
    public Path ofMonitor(Path fileName) {
        return runDirectory.resolve("pair/monitor").resolve(fileName);
    }

    /** How the last run of upsjail-shutdown.service went. */
    public Path shutdownResult() {
        return runDirectory.resolve(SHUTDOWN).resolve("result");
    }

    /** Whether SHUTDOWNCMD is being run at this moment. */
    public boolean shutdownIsRunning() {
        try {
            return Files.readString(shutdownResult(), StandardCharsets.US_ASCII).endsWith(" running\n");
        } catch (IOException none) {
            return false;
        }
    }

    /** Makes what is missing. */
    public void make() throws IOException {
        makeDirectory(runDirectory.resolve("pair"), "rwxr-xr-x");
        makeDirectory(runDirectory.resolve("pair/monitor"), "rwx------");
        makeDirectory(runDirectory.resolve("pair/dispatcher"), "rwxr-xr-x");
        makeDirectory(runDirectory.resolve(SHUTDOWN), "rwxr-xr-x");
    }

    /** For the dispatcher, which is not root: everybody who gets as far may read it. */
    public void writeForDispatcher(Path fileName, String text) throws IOException {
        write(ofDispatcher(fileName), text, "rw-r--r--");
    }

    /** For upsjail-shutdown.service: no line is empty but for what is not configured. */
    public void writeForShutdown(String flag, String command) throws IOException {
        write(runDirectory.resolve(SHUTDOWN).resolve("flag"), flag, "rw-r--r--");
        write(runDirectory.resolve(SHUTDOWN).resolve("command"), command, "rw-r--r--");
    }

    private static void makeDirectory(Path directory, String mode) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory);
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.writeString(next, text, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(mode));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** By the kernel: the file holds passwords. One that is not there becomes an empty one, for systemd wants a file. */
    public void copyForMonitor(Path from, Path fileName) throws IOException {
        Path next = ofMonitor(Path.of("." + fileName + ".new"));
        RunDirectory.copy(from, next);
        if (!Files.exists(next)) {
            FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
        }
        Files.move(next, ofMonitor(fileName), StandardCopyOption.ATOMIC_MOVE);
    }
}
