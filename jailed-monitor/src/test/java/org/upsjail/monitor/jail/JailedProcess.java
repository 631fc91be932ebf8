// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link JailHarness} in a JVM of its own, spoken to by line, and examined from outside. */
final class JailedProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private JailedProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the harness as {@code wrapper java ... harness arguments}, with its log in the pipe of its answers. */
    static JailedProcess start(Path libraries, List<String> wrapper, String... arguments) throws IOException {
        return new JailedProcess(new ProcessBuilder(command(libraries, wrapper, arguments))
                .redirectErrorStream(true)
                .start());
    }

    static JailedProcess startWithLogFile(Path libraries, Path log, String... arguments) throws IOException {
        return new JailedProcess(new ProcessBuilder(command(libraries, List.of(), arguments))
                .redirectError(log.toFile())
                .start());
    }

    private static List<String> command(Path libraries, List<String> wrapper, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-Xss256k",
                "-XX:ReservedCodeCacheSize=16m",
                "-XX:InitialCodeCacheSize=16m",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:-UseContainerSupport",
                "-Xrs",
                "-Djava.io.tmpdir=/nonexistent",
                "-Djffi.boot.library.path=" + libraries,
                "-cp",
                System.getProperty("java.class.path"),
                JailHarness.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Puts the native library where the launcher has it, as a file. */
    static void unpackNativeLibrary(Path directory) throws IOException {
        String name = "libjffi-1.2.so";
        try (InputStream library =
                JailedProcess.class.getClassLoader().getResourceAsStream("jni/x86_64-Linux/" + name)) {
            if (library == null) {
                throw new AssertionError(name + " is not on the class path");
            }
            Files.copy(library, directory.resolve(name));
        }
    }

    /** The next line of the harness, without the mark; what the JVM prints in between is skipped. */
    String answer() throws IOException {
        StringBuilder other = new StringBuilder();
        String line;
        while ((line = answers.readLine()) != null) {
            if (line.startsWith("> ")) {
                return line.substring(2);
            }
            other.append(line).append('\n');
        }
        throw new AssertionError("the harness ended without an answer: " + other);
    }

    String order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        return answer();
    }

    Process process() {
        return process;
    }

    Path proc() {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** The lines of /proc/PID/task/TID/status, for every thread. */
    List<List<String>> threads() throws IOException {
        List<List<String>> threads = new ArrayList<>();
        try (var tasks = Files.newDirectoryStream(proc().resolve("task"))) {
            for (Path task : tasks) {
                addUnlessEnded(task, threads);
            }
        }
        return threads;
    }

    /** The JVM ends threads of its own when it likes. */
    private static void addUnlessEnded(Path task, List<List<String>> threads) throws IOException {
        try {
            threads.add(Files.readAllLines(task.resolve("status"), StandardCharsets.ISO_8859_1));
        } catch (IOException ended) {
            if (Files.exists(task)) {
                throw ended;
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
