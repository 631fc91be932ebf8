// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.RunningProgram;

/** upsjail, started by its launcher on a {@link Setup}. Closing ends it and its monitor. */
public final class RunningUpsjail implements AutoCloseable {

    /** Two cold JVMs on a busy machine. */
    public static final Duration START_LIMIT = Deadline.OF_A_HANG;

    /** What is started runs on the runtime of the tests, unless another is named. */
    static final String JAVA = System.getProperty("upsjail.java", System.getProperty("java.home") + "/bin/java");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "UPSJAIL_JAVA", JAVA);

    private final RunningProgram program;

    private RunningUpsjail(RunningProgram program) {
        this.program = program;
    }

    /** Starts the built one. */
    public static RunningUpsjail start(Setup setup) throws IOException {
        return start(Installation.built(), setup);
    }

    public static RunningUpsjail start(Installation installation, Setup setup) throws IOException {
        return start(installation, setup, Map.of());
    }

    /** @param environment what it is started with beside what it always needs */
    public static RunningUpsjail start(Installation installation, Setup setup, Map<String, String> environment)
            throws IOException {
        return start(installation, setup, environment, List.of());
    }

    /** @param options of its command line, beside -F and -f */
    public static RunningUpsjail start(
            Installation installation, Setup setup, Map<String, String> environment, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                installation.upsjail().toString(), "-F", "-f", setup.written().toString()));
        command.addAll(options);
        Map<String, String> whole = new HashMap<>(environmentOf(setup));
        whole.putAll(environment);
        return new RunningUpsjail(RunningProgram.start(command, whole, Path.of("/")));
    }

    /** What every one of our programs is started with for this set-up. */
    static Map<String, String> environmentOf(Setup setup) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        // Not the host's own: many of us run side by side.
        environment.put("NUT_PIDPATH", setup.directory().toString());
        return environment;
    }

    /** Whether it is one of the processes that wait to become a handler. */
    public static boolean isWaiting(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains("upsjail-ready");
    }

    /** Starts {@code command} in the same environment, for a start that will be refused. */
    public static RunningProgram startBare(List<String> command) throws IOException {
        return RunningProgram.start(command, ENVIRONMENT, Path.of("/"));
    }

    /** Starts {@code upsjail -f upsmon.conf words}, to ask or order the one that runs; does not wait for its end. */
    public static RunningProgram startAsking(Setup setup, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Installation.built().upsjail().toString(),
                "-f",
                setup.directory().resolve("upsmon.conf").toString()));
        command.addAll(List.of(words));
        return RunningProgram.start(command, environmentOf(setup), Path.of("/"));
    }

    public RunningProgram program() {
        return program;
    }

    /** Waits until a monitor is jailed, believed and has stated everything; gives its pid. */
    public long awaitWatching() throws InterruptedException {
        return awaitWatching(0);
    }

    /** As {@link #awaitWatching()}, by lines at and after {@code position} of the log. */
    public long awaitWatching(long position) throws InterruptedException {
        String jailed = program.awaitLine(position, "monitor \\d+ is jailed, checked from outside", START_LIMIT)
                .text();
        program.awaitLine(position, "every UPS has been heard of", START_LIMIT);
        return Long.parseLong(jailed.replaceFirst(".*monitor (\\d+) is jailed.*", "$1"));
    }

    /** Waits for the next monitor to be started after {@code position} of the log; gives its pid. */
    public long awaitMonitorStarted(long position, Duration within) throws InterruptedException {
        String started =
                program.awaitLine(position, "monitor started, pid \\d+", within).text();
        return Long.parseLong(started.replaceFirst(".*pid (\\d+).*", "$1"));
    }

    /** Where the log stands now. */
    public long logPosition() {
        return program.lines().position();
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
