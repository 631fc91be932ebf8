// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What /proc tells of one thread of this process. Linux keeps ids and capabilities for each thread, so one thread that
 * was missed is a way out. /proc ends at chroot.
 */
record ThreadStatus(String tid, Map<String, String> fields) {

    private static final Path TASKS = Path.of("/proc/self/task");

    /** Every thread but the calling one, whose capabilities are still needed. */
    static List<ThreadStatus> ofOtherThreads() throws JailException {
        List<ThreadStatus> threads = new ArrayList<>();
        try {
            Path self = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
                for (Path task : tasks) {
                    if (!task.getFileName().equals(self)) {
                        addIfAlive(threads, task);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new JailException(
                    "the threads of the monitor", "cannot be examined, " + e.getMessage(), "mount /proc on the host");
        }
        return threads;
    }

    /** Refuses a thread that is not wholly {@code account}'s, has a group more or any capability. */
    void requireConfinedTo(JailAccount account) throws JailException {
        require("Uid", fourTimes(account.uid()));
        require("Gid", fourTimes(account.gid()));
        require("Groups", "");
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
            require(set, "0000000000000000");
        }
    }

    private void require(String field, String due) throws JailException {
        String found = fields.getOrDefault(field, "(absent)");
        if (!found.equals(due)) {
            throw new JailException(
                    "thread " + tid + " of the monitor",
                    field + " is '" + found + "', not '" + due + "'",
                    "start the monitor as root without inheritable or ambient capabilities");
        }
    }

    /** A thread may end while it is looked at. */
    private static void addIfAlive(List<ThreadStatus> threads, Path task) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String line : Files.readAllLines(task.resolve("status"), StandardCharsets.ISO_8859_1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            if (e instanceof NoSuchFileException || Files.notExists(task)) {
                return;
            }
            throw e;
        }
        threads.add(new ThreadStatus(String.valueOf(task.getFileName()), fields));
    }

    /** Real, effective, saved, file system. */
    private static String fourTimes(int id) {
        return id + "\t" + id + "\t" + id + "\t" + id;
    }
}
