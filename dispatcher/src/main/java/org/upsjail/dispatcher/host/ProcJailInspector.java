// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.monitor.JailInspector;

/**
 * Reads the kernel's own word on the monitor from proc(5): ids, groups, capabilities, no_new_privs and seccomp of every
 * thread; the root and the working directory; the limits; what the descriptors are.
 */
public final class ProcJailInspector implements JailInspector {

    private static final String NO_CAPABILITY = "0000000000000000";

    /** As /proc/PID/limits calls them. */
    private static final List<String> LIMITS_OF_ZERO = List.of("Max core file size", "Max file size", "Max processes");

    private static final Path PROC = Path.of("/proc");

    private final Path proc;
    private final JailIdentity identity;
    private final Optional<Path> jail;
    private final Path home;
    private final boolean withoutPrivilege;

    /**
     * @param jail the root it must have; empty in the reduced jail, which keeps the host's
     * @param home where this program was installed
     */
    public ProcJailInspector(JailIdentity identity, Optional<Path> jail, Path home) {
        this(PROC, identity, jail, home, false);
    }

    /** @param proc laid out as proc(5) has it */
    ProcJailInspector(Path proc, JailIdentity identity, Optional<Path> jail, Path home, boolean withoutPrivilege) {
        this.proc = proc;
        this.withoutPrivilege = withoutPrivilege;
        this.identity = identity;
        this.jail = jail;
        this.home = home;
    }

    /** For a dispatcher that is not root: the kernel does not show it the directories and the descriptors. */
    public ProcJailInspector withoutPrivilege() {
        return new ProcJailInspector(proc, identity, jail, home, true);
    }

    @Override
    public List<String> flawsOf(long pid) {
        Path process = proc.resolve(Long.toString(pid));
        List<String> flaws = new ArrayList<>();
        try {
            checkThreads(process.resolve("task"), flaws);
            checkLimits(process.resolve("limits"), flaws);
            if (withoutPrivilege) {
                return flaws;
            }
            checkDirectory(process.resolve("root"), flaws);
            checkDirectory(process.resolve("cwd"), flaws);
            Path jre = Path.of(System.getProperty("java.home"));
            new ProcDescriptors(List.of(jre.toRealPath(), home.toRealPath())).check(process, flaws);
        } catch (IOException unreadable) {
            flaws.add(proc + " cannot be read: " + unreadable.getMessage());
        }
        return flaws;
    }

    @Override
    public boolean reduced() {
        return jail.isEmpty();
    }

    private void checkThreads(Path tasks, List<String> flaws) throws IOException {
        int threads = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                if (checkUnlessEnded(task, flaws)) {
                    threads++;
                }
            }
        }
        if (threads == 0) {
            flaws.add("no thread was found");
        }
    }

    /** A thread may end between the listing and the look; what has ended is no danger. */
    private boolean checkUnlessEnded(Path task, List<String> flaws) throws IOException {
        try {
            checkThread(status(task), flaws);
            return true;
        } catch (IOException unreadable) {
            if (Files.exists(task)) {
                throw unreadable;
            }
            return false;
        }
    }

    private void checkThread(Map<String, String> status, List<String> flaws) {
        String uid = Integer.toString(identity.uid());
        String gid = Integer.toString(identity.gid());
        require(status, "Uid", String.join("\t", uid, uid, uid, uid), flaws);
        require(status, "Gid", String.join("\t", gid, gid, gid, gid), flaws);
        require(status, "Groups", "", flaws);
        require(status, "CapInh", NO_CAPABILITY, flaws);
        require(status, "CapPrm", NO_CAPABILITY, flaws);
        require(status, "CapEff", NO_CAPABILITY, flaws);
        require(status, "CapAmb", NO_CAPABILITY, flaws);
        require(status, "NoNewPrivs", "1", flaws);
        require(status, "Seccomp", "2", flaws);
    }

    private static void require(Map<String, String> status, String field, String value, List<String> flaws) {
        String found = status.getOrDefault(field, "absent");
        if (!found.equals(value)) {
            flaws.add("thread " + status.getOrDefault("Name", "?") + " has " + field + " " + found.replace('\t', ' '));
        }
    }

    private void checkDirectory(Path link, List<String> flaws) throws IOException {
        Path directory = Files.readSymbolicLink(link);
        if (!directory.equals(jail.orElse(Path.of("/")).toRealPath())) {
            flaws.add("its " + link.getFileName() + " is " + directory + " and not the jail");
        }
    }

    private static void checkLimits(Path limits, List<String> flaws) throws IOException {
        List<String> lines = Files.readAllLines(limits, StandardCharsets.ISO_8859_1);
        for (String zero : LIMITS_OF_ZERO) {
            if (lines.stream().noneMatch(line -> line.matches(zero + " +0 +0 .*"))) {
                flaws.add("its limit '" + zero + "' is not 0");
            }
        }
    }

    private static Map<String, String> status(Path task) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : Files.readAllLines(task.resolve("status"), StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }
}
