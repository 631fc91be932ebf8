// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.RunningProgram;

/** A file system of its own that is soon full, or stops to answer. */
public record SmallDisk(Path directory) implements AutoCloseable {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private static final int MORE_THAN_FITS = 16 << 20;

    /** Mounts one of {@code kibibytes} at {@code directory}, which is not there yet. */
    public static SmallDisk at(Path directory, int kibibytes) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        run("/usr/bin/mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k,mode=755", "tmpfs", directory.toString());
        return new SmallDisk(directory);
    }

    /** Leaves room on the last page of what is open, and none beside. */
    public void fill() throws IOException {
        try {
            Files.write(filler(), new byte[MORE_THAN_FITS]);
        } catch (IOException full) {
            if (Files.size(filler()) == 0) {
                throw full;
            }
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    /** Whoever opens {@code file} to write waits for ever, as on a disk that hangs. */
    public void answerNoMore(String file) throws IOException, InterruptedException {
        Path hanging = directory.resolve("hanging");
        run("/usr/bin/mkfifo", hanging.toString());
        Files.move(hanging, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        try (RunningProgram program = RunningUpsjail.startBare(List.of(command))) {
            int status = program.awaitExit(SOON);
            if (status != 0) {
                throw new IOException(List.of(command) + ": " + program.lines().entries());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("/usr/bin/umount", "-l", directory.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
