// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** upsmon.pid, where upsmon has it: a courtesy to scripts, and how a running upsmon is noticed. */
public final class PidFile {

    private static final String FILE_NAME = "upsmon.pid";
    private static final String DEFAULT_DIRECTORY = "/run/nut";

    private final Path directory;
    private final Path file;

    private PidFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve(FILE_NAME);
    }

    /** @param environment NUT_PIDPATH names the directory */
    public static PidFile of(Map<String, String> environment) {
        return new PidFile(Path.of(environment.getOrDefault("NUT_PIDPATH", DEFAULT_DIRECTORY)));
    }

    /** The pid of a upsmon that runs: by the file and by the program that the kernel says it is. */
    public Optional<Long> runningUpsmon() {
        try {
            long pid = Long.parseLong(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
            Path program = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"));
            return program.endsWith("upsmon") ? Optional.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException noneOrStale) {
            return Optional.empty();
        }
    }

    /** Where its directory is missing nothing is written: nobody would look there. */
    public void write() throws IOException {
        if (Files.isDirectory(directory)) {
            Files.deleteIfExists(file);
            // The directory may be a group's to write: CREATE_NEW follows no link that was slipped in.
            Files.writeString(file, own() + "\n", StandardOpenOption.CREATE_NEW);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Unless it has become another program's. */
    public void remove() throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(file, StandardCharsets.ISO_8859_1).strip().equals(own())) {
            Files.delete(file);
        }
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
