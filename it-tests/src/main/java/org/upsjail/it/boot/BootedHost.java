// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.root.DebianRoot;

/**
 * A Debian with upsd and dummy-ups, on a root of its own, booted by systemd-nspawn. Its network is its loopback, and what
 * {@link #link} adds. Closing ends it and leaves nothing behind.
 */
public final class BootedHost implements AutoCloseable {

    /** Three seconds here; a busy machine has more. */
    private static final Duration BOOT_LIMIT = Deadline.OF_A_HANG;

    private static final Duration COMMAND_LIMIT = Deadline.OF_A_HANG;

    /** Stopping every service takes a second. */
    private static final Duration POWER_OFF_LIMIT = Deadline.OF_A_HANG;

    /** The network interface of {@link #link}. */
    private static final String LINK = "peer";

    /** systemd-nspawn puts what it boots below the control group it is in: two of them in one would be in each other's. */
    private static final String INTO_OWN_GROUPS = """
            for tree in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
              [ -e "$tree/cgroup.procs" ] || continue
              mkdir "$tree/$0"
              echo $$ >"$tree/$0/cgroup.procs"
            done
            exec "$@"
            """;

    private static final String OUT_OF_OWN_GROUPS = """
            for tree in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
              [ ! -d "$tree/$0" ] || find "$tree/$0" -depth -type d -exec rmdir {} +
            done
            """;

    private final DebianRoot debian;
    private final Path root;
    private @Nullable RunningProgram container;

    /** Does not boot it. {@code debian} is this host's to close. */
    public BootedHost(DebianRoot debian) {
        this.debian = debian;
        this.root = debian.path();
    }

    /** Boots it. Returns when systemd has started what it was told to. */
    public void boot() throws IOException, InterruptedException {
        container = HostCommand.start(List.of(
                "/bin/sh",
                "-ec",
                INTO_OWN_GROUPS,
                groupName(),
                "/usr/bin/systemd-nspawn",
                "--quiet",
                "--boot",
                "--register=no",
                "--keep-unit",
                "--console=pipe",
                "--private-network",
                "--machine=" + groupName(),
                "--directory=" + root));
        Polling.until("boot of " + root, BOOT_LIMIT, () -> {
            HostCommand state = tried("systemctl", "is-system-running");
            // degraded: something that has no place in a container; what matters is asked for by name.
            return state.text().equals("running") || state.text().equals("degraded");
        });
    }

    /** A file of the host, by its name there. */
    public Path file(String name) {
        return root.resolve(name.substring(1));
    }

    /** What dummy-ups is to say. upsd has it within two seconds. */
    public void upsSays(String status) throws IOException {
        Path file = file(NutFiles.UPS_FILE);
        Instant before = Files.getLastModifiedTime(file).toInstant();
        Files.writeString(file, NutFiles.upsFile(status));
        // dummy-ups reads it again when its time, in whole seconds, has changed.
        Files.setLastModifiedTime(file, FileTime.from(before.plusSeconds(2)));
    }

    /** Runs a program inside, as root. */
    public HostCommand tried(String... command) throws IOException, InterruptedException {
        return tried(COMMAND_LIMIT, command);
    }

    /** The same, of a program that may take longer. */
    public HostCommand tried(Duration within, String... command) throws IOException, InterruptedException {
        List<String> inside = new ArrayList<>(List.of("/usr/bin/nsenter", "-t", Long.toString(init()), "-m", "-u"));
        inside.addAll(List.of("-i", "-n", "-p", "-C", "-r", "-w", "--"));
        inside.addAll(List.of(command));
        return HostCommand.tried(within, inside);
    }

    /** Returns once {@code check} holds; where it never does the failure has all that was logged. */
    public void await(String what, Polling.Check check) throws IOException, InterruptedException {
        try {
            Polling.until(what, COMMAND_LIMIT, check);
        } catch (NotSeenException missed) {
            throw new IOException(missed.getMessage() + "\n" + journal(), missed);
        }
    }

    /** Returns the output once {@code command} has printed {@code wanted}. */
    public String awaitOutput(String wanted, String... command) throws IOException, InterruptedException {
        String[] last = {""};
        try {
            Polling.until("'" + wanted + "' of " + List.of(command), COMMAND_LIMIT, () -> {
                last[0] = tried(command).text();
                return last[0].contains(wanted);
            });
        } catch (IOException | RuntimeException missed) {
            throw new IOException(missed.getMessage() + "; last: " + last[0] + "\n" + journal(), missed);
        }
        return last[0];
    }

    /** The process of a unit, as it is called inside. */
    public long mainPid(String unit) throws IOException, InterruptedException {
        return Long.parseLong(
                tried("systemctl", "show", "-p", "MainPID", "--value", unit).text());
    }

    /** Returns once the machine has powered off. */
    public void awaitPowerOff() throws IOException, InterruptedException {
        if (container == null) {
            throw new IllegalStateException("not booted");
        }
        try {
            int status = container.awaitExit(POWER_OFF_LIMIT);
            if (status != 0) {
                throw new IOException("the container ended with " + status + " and did not power off\n" + journal());
            }
        } catch (NotSeenException late) {
            throw new IOException("it did not power off\n" + journal(), late);
        }
    }

    /** All that was logged, in order, each line with who said it; also after the end. */
    public String journal() throws IOException, InterruptedException {
        return journal("short");
    }

    private String journal(String form) throws IOException, InterruptedException {
        return HostCommand.run(
                        COMMAND_LIMIT,
                        List.of(
                                "/usr/bin/journalctl",
                                "-D",
                                file("/var/log/journal").toString(),
                                "--no-pager",
                                "--no-hostname",
                                "-q",
                                "-o",
                                form))
                .text();
    }

    /** When a line with {@code text} was logged first; also after the end. */
    public Instant loggedAt(String text) throws IOException, InterruptedException {
        String line = journal("short-unix")
                .lines()
                .filter(each -> each.contains(text))
                .findFirst()
                .orElseThrow(() -> new IOException("'" + text + "' was not logged"));
        BigDecimal seconds = new BigDecimal(line.substring(0, line.indexOf(' ')));
        return Instant.ofEpochSecond(0, seconds.movePointRight(9).longValueExact());
    }

    /** Lays a veth link between two hosts that run, and gives each end its address, with the length of the prefix. */
    public static void link(BootedHost one, String itsAddress, BootedHost other, String othersAddress)
            throws IOException, InterruptedException {
        HostCommand.run(
                COMMAND_LIMIT,
                List.of(
                        "/usr/sbin/ip",
                        "link",
                        "add",
                        LINK,
                        "netns",
                        Long.toString(one.init()),
                        "type",
                        "veth",
                        "peer",
                        "name",
                        LINK,
                        "netns",
                        Long.toString(other.init())));
        one.bringUp(itsAddress);
        other.bringUp(othersAddress);
    }

    /** From now on nothing passes the link of this host. */
    public void cutLink() throws IOException, InterruptedException {
        tried("ip", "link", "set", LINK, "down");
    }

    private void bringUp(String address) throws IOException, InterruptedException {
        HostCommand added = tried("ip", "address", "add", address, "dev", LINK);
        HostCommand up = tried("ip", "link", "set", LINK, "up");
        if (added.status() != 0 || up.status() != 0) {
            throw new IOException(LINK + ": " + added.text() + up.text());
        }
    }

    /** Its process 1, as this host counts. */
    private long init() {
        return container == null
                ? 0
                : container.children().stream()
                        .mapToLong(ProcessHandle::pid)
                        .min()
                        .orElse(0);
    }

    private String groupName() {
        return String.valueOf(root.resolveSibling(".").normalize().getFileName());
    }

    /** In order, so that nothing of it stays behind. */
    private static void end(RunningProgram container) throws IOException, InterruptedException {
        try (container) {
            if (container.alive()) {
                container.kill("TERM");
                container.awaitExit(POWER_OFF_LIMIT);
            }
        } catch (NotSeenException hanging) {
            // Closing kills it.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        try (debian) {
            if (container != null) {
                end(container);
            }
            HostCommand.tried(COMMAND_LIMIT, List.of("/bin/sh", "-c", OUT_OF_OWN_GROUPS, groupName()));
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
