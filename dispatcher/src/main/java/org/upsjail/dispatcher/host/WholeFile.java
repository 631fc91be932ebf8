// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** Writes a small file anew now and then, whole or not at all, on a thread of its own. Anybody may read it. */
public final class WholeFile {

    private record Content(Path file, String text) {}

    /** One is being written and one waits; what comes meanwhile is outdated before it is written. */
    private final BlockingQueue<Content> waiting = new ArrayBlockingQueue<>(1);

    private final Consumer<String> warnings;
    private boolean failing;

    /** @param warnings hears of the first failure of a row; any thread */
    public WholeFile(Consumer<String> warnings) {
        this.warnings = warnings;
        Thread thread = new Thread(this::writeForEver, "metrics");
        thread.setDaemon(true);
        thread.start();
    }

    /** Why {@code file} may not be written by root, a whole sentence; empty when there is nothing against it. */
    public static Optional<String> objectionTo(String directive, Path file) {
        Path directory = file.resolveSibling("").normalize();
        try {
            return SafePath.firstUnsafe(directory)
                    .map(unsafe -> directive + " " + file + ": " + unsafe
                            + " is not root's alone to write; name a directory that is");
        } catch (IOException missing) {
            return Optional.of(directive + " " + file + ": its directory cannot be examined (" + missing
                    + "); create it or name another");
        }
    }

    /** Never waits: while the disk is busy with an earlier one it is left out. */
    public void write(Path file, String text) {
        waiting.offer(new Content(file, text));
    }

    private void writeForEver() {
        try {
            while (true) {
                Content next = waiting.take();
                try {
                    replace(next.file(), next.text());
                    failing = false;
                } catch (IOException failed) {
                    if (!failing) {
                        warnings.accept(next.file() + " cannot be written: " + failed);
                    }
                    failing = true;
                }
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static void replace(Path file, String text) throws IOException {
        // Not a name the collector reads, were we to be killed half way.
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.writeString(temporary, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
