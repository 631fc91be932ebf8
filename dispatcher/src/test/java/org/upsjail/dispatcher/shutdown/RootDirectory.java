// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory that only root can write, as POWERDOWNFLAG and RUNDIR want it. Needs root, and says so. */
public final class RootDirectory {

    /** Any account but root. */
    private static final int NOBODY = 65534;

    private final Path path;

    public RootDirectory() throws IOException {
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        assertEquals(0, uid, "these tests change owners: run them as root");
        path = Files.createTempDirectory(Path.of("/run"), "upsjail-test-");
    }

    public Path path() {
        return path;
    }

    public Path directory(String name) throws IOException {
        return withMode(Files.createDirectories(path.resolve(name)), "rwxr-xr-x");
    }

    public static Path withMode(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    public static Path ofNobody(Path file) throws IOException {
        return Files.setAttribute(file, "unix:uid", NOBODY);
    }

    public void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
