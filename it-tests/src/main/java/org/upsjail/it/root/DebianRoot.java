// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.process.TemporaryDirectory;

/**
 * A Debian root that may be changed at will: what is written goes to a layer of its own, and with it when closed. Needs
 * root, and a kernel with overlayfs.
 */
public final class DebianRoot implements AutoCloseable {

    /** Where deploy/debian-root makes them, and nothing changes them any more. */
    private static final Path PRISTINE = Path.of("/var/cache/upsjail-it");

    private static final Path MAKER = Path.of("../deploy/debian-root");

    /** A bootstrap from a slow mirror. */
    private static final Duration MAKING_LIMIT = Duration.ofMinutes(20);

    /** Installing makes two class-data archives and starts a handful of cold JVMs. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** A boot, a few starts and stops, and the halt. */
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(10);

    private static final Duration MOUNT_LIMIT = Deadline.OF_A_HANG;

    /** On /run, which is a tmpfs everywhere: an overlay cannot have its upper layer on another overlay. */
    private static final Path LAYERS = Path.of("/run");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND", "noninteractive", "LANG", "C.UTF-8");

    private final TemporaryDirectory directory;
    private final String lowerLayers;

    private DebianRoot(String lowerLayers) throws IOException, InterruptedException {
        this.lowerLayers = lowerLayers;
        directory = TemporaryDirectory.create(LAYERS, "upsjail-it-root-");
        // The layer must hold devices, and what runs here must be found by its capabilities: no option forbids it.
        host(
                MOUNT_LIMIT,
                "/bin/mount",
                "-t",
                "tmpfs",
                "upsjail-it-layer",
                directory.path().toString());
        Files.createDirectory(upper());
        Files.createDirectory(directory.path().resolve("work"));
        Files.createDirectory(path());
        host(
                MOUNT_LIMIT,
                "/bin/mount",
                "-t",
                "overlay",
                "-o",
                "lowerdir=" + lowerLayers + ",upperdir=" + upper() + ",workdir="
                        + directory.path().resolve("work"),
                "upsjail-it-root",
                path().toString());
    }

    /** Nothing but Debian with nut-client, nut-server, systemd and a Java runtime; made where it is missing. */
    public static DebianRoot pristine(DebianRelease release) throws IOException, InterruptedException {
        host(MAKING_LIMIT, MAKER.toAbsolutePath().normalize().toString(), release.word());
        return new DebianRoot(PRISTINE.resolve(release.word()).toString());
    }

    /** The same of Debian 12, but sysvinit in the place of systemd. */
    public static DebianRoot withSysvinit() throws IOException, InterruptedException {
        host(MAKING_LIMIT, MAKER.toAbsolutePath().normalize().toString(), "--sysvinit");
        return new DebianRoot(PRISTINE.resolve("sysvinit").toString());
    }

    /** Another one that begins as this is now. This one must not be changed as long as that is open. */
    public DebianRoot copy() throws IOException, InterruptedException {
        return new DebianRoot(upper() + ":" + lowerLayers);
    }

    /** Where it is, seen from outside. */
    public Path path() {
        return directory.path().resolve("root");
    }

    private Path upper() {
        return directory.path().resolve("upper");
    }

    /**
     * Runs lines of sh in it, with /proc, /dev and /run of its own, until one fails. Every process they leave is killed
     * in the end.
     *
     * @return the exit status, and what was said on both streams, in its order
     */
    public Said sh(String... lines) throws IOException, InterruptedException {
        String script =
                "exec 2>&1\nmount -t proc proc /proc\nmount -t tmpfs -o mode=0755 tmpfs /run\nmkdir -m 0770 /run/nut\n"
                        + "chown root:nut /run/nut\n" + String.join("\n", lines);
        return run(
                LIMIT,
                "/usr/bin/unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "/bin/sh",
                "-ec",
                "mount --rbind /dev \"$0/dev\"\nexec chroot \"$0\" /bin/sh -ec \"$1\"",
                path().toString(),
                script);
    }

    /** Has its /sbin/init boot it as a container of its own, and returns when that has halted it. */
    public Said boot() throws IOException, InterruptedException {
        return run(
                BOOT_LIMIT,
                "/usr/bin/systemd-nspawn",
                "--quiet",
                "--register=no",
                "--keep-unit",
                "--directory",
                path().toString(),
                "/sbin/init");
    }

    /** As {@link #sh}, where another status than 0 is a failure of the test's own making. */
    public String done(String... lines) throws IOException, InterruptedException {
        Said said = sh(lines);
        if (said.status() != 0) {
            throw new IOException(String.join("; ", lines) + " ended with " + said.status() + ": " + said.text());
        }
        return said.text();
    }

    private static void host(Duration limit, String... command) throws IOException, InterruptedException {
        Said said = run(limit, command);
        if (said.status() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + said.status() + ": " + said.text());
        }
    }

    private static Said run(Duration limit, String... command) throws IOException, InterruptedException {
        try (RunningProgram program = RunningProgram.start(List.of(command), ENVIRONMENT, Path.of("/"))) {
            int status = program.awaitExit(limit);
            return new Said(
                    status,
                    program.lines().entries().stream().map(OutputLine::text).collect(Collectors.joining("\n")));
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            host(MOUNT_LIMIT, "/bin/umount", path().toString());
            host(MOUNT_LIMIT, "/bin/umount", directory.path().toString());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
