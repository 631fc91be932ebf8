// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where systemd's control groups are, cgroups(7): in the one hierarchy, or in the one it names its own. */
public final class ControlGroup {

    private static final Path OWN = Path.of("/proc/self/cgroup");
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");
    private static final String NAMED = ":name=systemd:";
    private static final String UNIFIED = "0::";

    private ControlGroup() {}

    /**
     * The file that lists the processes of {@code unit}, which is in the same slice as this process's own.
     *
     * @throws IOException where this process is in no group of systemd's
     */
    public static Path processesOf(String unit) throws IOException {
        return processesOf(unit, Files.readAllLines(OWN, StandardCharsets.US_ASCII), MOUNT)
                .orElseThrow(() -> new IOException("this process is in no control group of systemd's by " + OWN
                        + "; start it by systemctl, or name the monitor's by --monitor-processes"));
    }

    static Optional<Path> processesOf(String unit, List<String> own, Path mount) {
        return group(own, NAMED)
                .map(group -> mount.resolve("systemd").resolve(group))
                .or(() -> group(own, UNIFIED).map(mount::resolve))
                .map(group -> group.resolveSibling(unit).resolve("cgroup.procs"));
    }

    private static Optional<String> group(List<String> own, String mark) {
        return own.stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()).replaceFirst("^/", ""))
                .filter(group -> !group.isEmpty())
                .findFirst();
    }
}
