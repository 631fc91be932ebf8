// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.proc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running process has in its memory, looked at by root. */
public final class ProcMemory {

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) r\\S* .*");

    private static final int PIECE = 1 << 20;

    private ProcMemory() {}

    /** The mappings in which one of {@code words} stands, as bytes or as Java's chars; empty: none of them anywhere. */
    public static List<String> search(long pid, List<String> words) throws IOException {
        List<byte[]> wanted = new ArrayList<>();
        for (String word : words) {
            wanted.add(word.getBytes(StandardCharsets.US_ASCII));
            wanted.add(word.getBytes(StandardCharsets.UTF_16LE));
        }
        List<String> found = new ArrayList<>();
        Path proc = Path.of("/proc", Long.toString(pid));
        try (RandomAccessFile memory = new RandomAccessFile(proc.resolve("mem").toFile(), "r")) {
            for (String line : Files.readAllLines(proc.resolve("maps"))) {
                Matcher mapping = MAPPING.matcher(line);
                if (mapping.matches() && holds(memory, mapping, wanted)) {
                    found.add(line);
                }
            }
        }
        return found;
    }

    /** The most that was ever resident, proc(5) VmHWM. */
    public static long peakKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("no VmHWM of " + pid));
    }

    private static boolean holds(RandomAccessFile memory, Matcher mapping, List<byte[]> wanted) {
        long at = Long.parseUnsignedLong(mapping.group(1), 16);
        long end = Long.parseUnsignedLong(mapping.group(2), 16);
        int overlap = wanted.stream().mapToInt(word -> word.length).max().orElse(1);
        byte[] piece = new byte[PIECE];
        try {
            while (at < end) {
                memory.seek(at);
                int read = memory.read(piece, 0, (int) Math.min(PIECE, end - at));
                if (read <= 0) {
                    return false;
                }
                for (byte[] word : wanted) {
                    if (contains(piece, read, word)) {
                        return true;
                    }
                }
                at += at + read < end ? Math.max(1, read - overlap) : read;
            }
        } catch (IOException unreadable) {
            // Guard pages and the kernel's own page say r and mean it not.
            return false;
        }
        return false;
    }

    private static boolean contains(byte[] bytes, int length, byte[] word) {
        for (int at = 0; at + word.length <= length; at++) {
            int same = 0;
            while (same < word.length && bytes[at + same] == word[same]) {
                same++;
            }
            if (same == word.length) {
                return true;
            }
        }
        return false;
    }
}
