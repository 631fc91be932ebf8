// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A directory of the test's own that nobody but root can reach into: /tmp is no place for a jail. */
final class RootOwnedDirectory implements AutoCloseable {

    private final Path path;

    private RootOwnedDirectory(Path path) {
        this.path = path;
    }

    static RootOwnedDirectory create() throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new AssertionError("the tests of the jail must run as root: sudo mvn verify");
        }
        Path path = Files.createTempDirectory(Path.of("/run"), "upsjail-test-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new RootOwnedDirectory(path);
    }

    Path path() {
        return path;
    }

    Path directory(String name, String mode) throws IOException {
        Path directory = Files.createDirectory(path.resolve(name));
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
