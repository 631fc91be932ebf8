// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A process at one moment, as the kernel shows it to root: the check from outside, which no code inside can fake.
 *
 * @param pid its id
 * @param threads every thread
 * @param root where its {@code /} is, as the caller names it
 * @param cwd where its working directory is
 * @param descriptors open descriptors and what they lead to: a path, {@code socket:[n]}, {@code pipe:[n]}
 * @param directories those that lead to a directory: the classic way out of a chroot
 */
public record ProcStatus(
        long pid,
        List<ThreadStatus> threads,
        Path root,
        Path cwd,
        Map<Integer, String> descriptors,
        List<Integer> directories) {

    /** Reads {@code /proc/PID}. A thread or descriptor that goes away meanwhile is left out. */
    public static ProcStatus of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        return new ProcStatus(
                pid,
                threads(proc.resolve("task")),
                Files.readSymbolicLink(proc.resolve("root")),
                Files.readSymbolicLink(proc.resolve("cwd")),
                descriptors(proc.resolve("fd")),
                directories(proc.resolve("fd")));
    }

    private static List<ThreadStatus> threads(Path task) throws IOException {
        List<ThreadStatus> threads = new ArrayList<>();
        for (Path thread : entries(task)) {
            try {
                threads.add(ThreadStatus.parse(Files.readAllLines(thread.resolve("status"))));
            } catch (IOException e) {
                // Ended between the listing and the reading, which the kernel tells in more than one way.
                if (Files.exists(thread)) {
                    throw e;
                }
            }
        }
        return List.copyOf(threads);
    }

    private static Map<Integer, String> descriptors(Path fd) throws IOException {
        Map<Integer, String> descriptors = new TreeMap<>();
        for (Path entry : entries(fd)) {
            try {
                String target = Files.readSymbolicLink(entry).toString();
                descriptors.put(Integer.valueOf(entry.getFileName().toString()), target);
            } catch (NoSuchFileException e) {
                // Closed between the listing and the reading.
            }
        }
        return descriptors;
    }

    private static List<Integer> directories(Path fd) throws IOException {
        return entries(fd).stream()
                .filter(Files::isDirectory)
                .map(entry -> Integer.valueOf(entry.getFileName().toString()))
                .toList();
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
