// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** The directory that module deploy lays out. */
public record Installation(Path home) {

    /** Set by the build and by deploy/try. */
    private static final String PROPERTY = "upsjail.home";

    /** The one that was just built. */
    public static Installation built() {
        Path home = Path.of(System.getProperty(PROPERTY, "deploy/target/upsjail"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(home.resolve("bin/upsjail"))) {
            throw new IllegalStateException(home + " holds no bin/upsjail; run mvn package first");
        }
        return new Installation(home);
    }

    /** A copy in {@code directory} whose monitor is {@code script} instead. */
    public Installation withMonitor(Path directory, String script) throws IOException {
        Installation copy = copyTo(directory);
        Path monitor = copy.upsjailMonitor();
        Files.writeString(monitor, script);
        Files.setPosixFilePermissions(monitor, PosixFilePermissions.fromString("rwxr-xr-x"));
        return copy;
    }

    /** A copy in {@code directory}. */
    public Installation copyTo(Path directory) throws IOException {
        copyTree(home, directory);
        return new Installation(directory);
    }

    Path upsjail() {
        return home.resolve("bin/upsjail");
    }

    /** Started by hand only where a test wants to see it refuse. */
    public Path upsjailMonitor() {
        return home.resolve("bin/upsjail-monitor");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
