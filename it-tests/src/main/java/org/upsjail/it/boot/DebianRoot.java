// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The root directory of a Debian with systemd, NUT and a Java runtime. Made once for a machine; nobody writes to it. */
final class DebianRoot {

    /** Kept between runs: making it takes three minutes and the network. */
    private static final Path CACHE = Path.of("/var/cache/upsjail-it");

    private static final String RELEASE = "bookworm";
    private static final String MIRROR = "http://deb.debian.org/debian";
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private DebianRoot() {}

    /** Where it is; made when it is not there. */
    static Path cached() throws IOException, InterruptedException {
        Path root = CACHE.resolve("booted-root");
        if (!Files.isDirectory(root)) {
            Path unfinished = CACHE.resolve("booted-root.unfinished");
            make(unfinished);
            Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
        }
        return root;
    }

    private static void make(Path root) throws IOException, InterruptedException {
        Files.createDirectories(CACHE);
        HostCommand.run(LIMIT, List.of("/bin/rm", "-rf", root.toString()));
        HostCommand.run(
                LIMIT,
                List.of(
                        "/usr/sbin/debootstrap",
                        "--variant=minbase",
                        "--include=systemd-sysv,dbus",
                        RELEASE,
                        root.toString(),
                        MIRROR));
        // What is half written after a crash is thrown away whole, so nothing needs to reach the disk at once.
        Files.writeString(root.resolve("etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n");
        HostCommand.run(
                LIMIT,
                List.of(
                        "/usr/bin/systemd-nspawn",
                        "--quiet",
                        "--register=no",
                        "--keep-unit",
                        "--pipe",
                        "-D",
                        root.toString(),
                        "/bin/sh",
                        "-ec",
                        "export DEBIAN_FRONTEND=noninteractive;"
                                + " apt-get -qq install -y --no-install-recommends"
                                + " openjdk-17-jre-headless nut-server nut-client; apt-get clean"));
    }
}
