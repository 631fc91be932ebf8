// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Polling;

/**
 * What a command of upsjail finds when it looks at itself. Nothing of the shell that looks is in the way: each answer is a
 * program of its own.
 *
 * @param directory one file for each question
 */
record SeenFromInside(Path directory) {

    private static final String SCRIPT = """
            #!/bin/sh
            out='@OUT@'/${NOTIFYTYPE:-SHUTDOWNCMD}
            mkdir "$out"
            for file in status stat environ oom_score_adj; do cat /proc/$$/$file > "$out/$file"; done
            cat /proc/self/status > "$out/status-of-child"
            readlink /proc/$$/cwd > "$out/cwd"
            find /proc/$$/fd -type l -fprintf "$out/fd" '%f %l\\n'
            echo "$*" > "$out/arguments"
            touch "$out/whole"
            """;

    /** Makes the command, which any account may run: its answers come to {@code directory/told}. */
    static Path commandIn(Path directory) throws IOException {
        Path told = Files.createDirectory(directory.resolve("told"));
        Files.setPosixFilePermissions(told, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path script = directory.resolve("look-at-yourself");
        Files.writeString(script, SCRIPT.replace("@OUT@", told.toString()));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Waits for the answers of the run for {@code type}, or of SHUTDOWNCMD. */
    static SeenFromInside await(Path directory, String type) throws IOException, InterruptedException {
        Path answers = directory.resolve("told").resolve(type);
        Polling.until(
                "what the command for " + type + " finds",
                Deadline.OF_A_HANG,
                () -> Files.exists(answers.resolve("whole")));
        return new SeenFromInside(answers);
    }

    /** A line of {@code /proc/PID/status}. */
    String status(String field) throws IOException {
        return line("status", field);
    }

    /** Signals that are blocked and that are ignored, as a child inherits them: a shell that starts one blocks all meanwhile. */
    List<String> blockedAndIgnoredSignals() throws IOException {
        return List.of(line("status-of-child", "SigBlk"), line("status-of-child", "SigIgn"));
    }

    private String line(String file, String field) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip().replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow(() -> new IOException("this kernel tells no " + field));
    }

    /** {@code CapInh}, {@code CapPrm} and so on, those that are not empty. */
    Map<String, String> capabilities() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            if (Long.parseUnsignedLong(status(set), 16) != 0) {
                found.put(set, status(set));
            }
        }
        return found;
    }

    long pid() throws IOException {
        return Long.parseLong(status("Pid"));
    }

    /** Its process group, its session and its terminal, proc(5). */
    List<Long> groupSessionAndTerminal() throws IOException {
        String stat = text("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Stream.of(fields).skip(2).limit(3).map(Long::valueOf).toList();
    }

    String cwd() throws IOException {
        return text("cwd");
    }

    int oomScore() throws IOException {
        return Integer.parseInt(text("oom_score_adj"));
    }

    String arguments() throws IOException {
        return text("arguments");
    }

    /** The environment it was started with. */
    Map<String, String> environment() throws IOException {
        return Stream.of(text("environ").split("\0"))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> other, TreeMap::new));
    }

    /** Number and target of each open descriptor, but for the script that the shell reads. */
    Map<Integer, String> descriptors() throws IOException {
        Map<Integer, String> found = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("fd"))) {
            String[] words = line.split(" ", 2);
            if (!words[1].endsWith("/look-at-yourself")) {
                found.put(Integer.valueOf(words[0]), words[1].replaceAll("\\[\\d+\\]", ""));
            }
        }
        return found;
    }

    /** Of a file it made. */
    String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("whole")));
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8).strip();
    }
}
