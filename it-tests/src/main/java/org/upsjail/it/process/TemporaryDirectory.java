// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A directory which other accounts may enter and which is gone, with all in it, when closed. */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /** Creates one in the system's place for such, mode 0755. */
    public static TemporaryDirectory create(String prefix) throws IOException {
        return entered(Files.createTempDirectory(prefix));
    }

    /** Creates one in {@code parent}, mode 0755. */
    public static TemporaryDirectory create(Path parent, String prefix) throws IOException {
        return entered(Files.createTempDirectory(parent, prefix));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static TemporaryDirectory entered(Path created) throws IOException {
        // Created for its owner alone, but handlers run under another account.
        Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new TemporaryDirectory(created);
    }
}
