// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, as proc(5) shows it at one moment.
 *
 * @param rss resident memory, KiB
 * @param pss the same, pages shared with others divided among them, KiB
 * @param privateMemory pages of this process alone, clean and dirty, KiB: what ending it would give back
 * @param dirty those of them that no file holds, KiB
 * @param threads how many
 * @param descriptors how many are open
 * @param processor milliseconds of processor time it has used since it was started, in steps of ten
 */
public record Footprint(
        long rss, long pss, long privateMemory, long dirty, long threads, long descriptors, long processor) {

    /** USER_HZ: what the kernel counts in for proc(5) on every architecture we know. */
    private static final long MILLIS_PER_TICK = 10;

    /** utime and stime among the fields behind the program's name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    public static Footprint of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String rollup = Files.readString(proc.resolve("smaps_rollup"));
        long dirty = kibibytes(rollup, "Private_Dirty");
        return new Footprint(
                kibibytes(rollup, "Rss"),
                kibibytes(rollup, "Pss"),
                kibibytes(rollup, "Private_Clean") + dirty,
                dirty,
                entries(proc.resolve("task")),
                entries(proc.resolve("fd")),
                processorTime(Files.readString(proc.resolve("stat"))));
    }

    public Footprint plus(Footprint other) {
        return new Footprint(
                rss + other.rss,
                pss + other.pss,
                privateMemory + other.privateMemory,
                dirty + other.dirty,
                threads + other.threads,
                descriptors + other.descriptors,
                processor + other.processor);
    }

    private static long kibibytes(String rollup, String field) throws IOException {
        return rollup.lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("smaps_rollup has no " + field));
    }

    private static long processorTime(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MILLIS_PER_TICK;
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
