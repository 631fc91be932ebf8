// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** upsmon.pid, where upsmon has it: how we notice a running upsmon, and how it notices us. */
public final class PidFile {

    private static final String FILE_NAME = "upsmon.pid";
    private static final String DEFAULT_DIRECTORY = "/run/nut";
    private static final String DELETED = " (deleted)";

    /** A pid and a newline are a dozen. */
    private static final int MAX_BYTES = 32;

    private final List<Path> directories;
    private @Nullable Path written;

    private PidFile(List<Path> directories) {
        this.directories = directories;
    }

    /**
     * @param environment NUT_PIDPATH names the directory; where that cannot be written, NUT_ALTPIDPATH or else
     *     NUT_STATEPATH does, for a host whose /run is not there or read-only
     */
    public static PidFile of(Map<String, String> environment) {
        String first = value(environment, "NUT_PIDPATH").orElse(DEFAULT_DIRECTORY);
        Optional<String> second = value(environment, "NUT_ALTPIDPATH").or(() -> value(environment, "NUT_STATEPATH"));
        return new PidFile(Stream.concat(Stream.of(first), second.stream())
                .map(Path::of)
                .distinct()
                .toList());
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The pid of a upsmon that runs: by the file and by the program that the kernel says it is. */
    public Optional<Long> runningUpsmon() {
        return directories.stream()
                .map(directory -> directory.resolve(FILE_NAME))
                .flatMap(file -> runningUpsmon(file).stream())
                .findFirst();
    }

    private static Optional<Long> runningUpsmon(Path file) {
        try {
            long pid = Long.parseLong(content(file));
            String program = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"))
                    .toString();
            // Its package may have gone while it runs, for instance because ours took its place.
            String name =
                    program.endsWith(DELETED) ? program.substring(0, program.length() - DELETED.length()) : program;
            return Path.of(name).endsWith("upsmon") ? Optional.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException noneOrStale) {
            return Optional.empty();
        }
    }

    /** Where no directory is there nothing is written: nobody would look there. */
    public void write() throws IOException {
        IOException failure = null;
        for (Path directory : directories) {
            try {
                if (Files.isDirectory(directory)) {
                    write(directory.resolve(FILE_NAME));
                    return;
                }
            } catch (IOException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The directory may be a group's to write: neither CREATE_NEW nor the view follows a link that was slipped in. */
    private void write(Path file) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            written = file;
            // Who finds a number in it may read it.
            Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
            out.write(StandardCharsets.US_ASCII.encode(own() + "\n"));
        }
    }

    /** Unless it has become another program's. */
    public void remove() throws IOException {
        if (written != null
                && Files.isRegularFile(written, LinkOption.NOFOLLOW_LINKS)
                && content(written).equals(own())) {
            Files.delete(written);
        }
    }

    private static String content(Path file) throws IOException {
        return ForeignFile.read(file, MAX_BYTES).strip();
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
