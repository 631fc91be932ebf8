// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Journal;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;

/**
 * A program started for a test, with exactly the given environment. Its output is collected as it comes; closing ends
 * it and every process it started, by their ids and no other.
 */
public final class RunningProgram implements AutoCloseable {

    /** A longer line is cut: a broken program must not fill the heap of its test. */
    public static final int MAX_LINE = 16_384;

    /** More than any test reads. */
    private static final int KEPT_LINES = 20_000;

    /** SIGKILL is obeyed at once; the limit only keeps a test from hanging. */
    private static final Duration KILL_LIMIT = Deadline.OF_A_HANG;

    private final List<String> command;
    private final Process process;
    private final Journal<OutputLine> lines = new Journal<>(KEPT_LINES);
    private final AtomicInteger openStreams = new AtomicInteger(OutputLine.Stream.values().length);
    private final Thread stdoutReader;
    private final Thread stderrReader;

    private RunningProgram(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        stdoutReader = collect(process.getInputStream(), OutputLine.Stream.STDOUT);
        stderrReader = collect(process.getErrorStream(), OutputLine.Stream.STDERR);
    }

    /**
     * Starts it.
     *
     * @param command absolute program and arguments; no shell sees them
     * @param environment the whole environment: nothing is inherited
     * @param directory where it starts
     */
    public static RunningProgram start(List<String> command, Map<String, String> environment, Path directory)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new RunningProgram(List.copyOf(command), builder.start());
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Its fd 0, a pipe. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** All it wrote, in the order it was read. */
    public Journal<OutputLine> lines() {
        return lines;
    }

    /** The processes it started which have not ended, theirs included. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** As {@link #children}, without those that have ended and wait for their parent to ask for their status. */
    public List<ProcessHandle> runningChildren() throws IOException {
        List<ProcessHandle> running = new ArrayList<>();
        for (ProcessHandle child : children()) {
            if (!isZombie(child)) {
                running.add(child);
            }
        }
        return running;
    }

    /**
     * The first line, past or to come, in which {@code regex} is found.
     *
     * @throws NotSeenException if none came in time; its message shows the output
     */
    public OutputLine awaitLine(String regex, Duration within) throws InterruptedException {
        return awaitLine(0, regex, within);
    }

    /** As {@link #awaitLine(String, Duration)}, but only lines at and after {@code position} of the journal count. */
    public OutputLine awaitLine(long position, String regex, Duration within) throws InterruptedException {
        Pattern wanted = Pattern.compile(regex);
        try {
            return lines.awaitFrom(position, line -> wanted.matcher(line.text()).find(), within);
        } catch (NotSeenException e) {
            String state = alive() ? "running" : "ended with " + process.exitValue();
            throw new NotSeenException("/" + regex + "/ of " + command + " (" + state + "): " + e.getMessage());
        }
    }

    /**
     * Its exit status; all its output is in {@link #lines} then, unless a process it left behind holds the streams.
     *
     * @throws NotSeenException if it still runs after {@code within}
     */
    public int awaitExit(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new NotSeenException(command + " still runs after " + within + "; output: " + lines.entries());
        }
        // The streams end with the process, but a daemon it left behind may hold them open for ever.
        stdoutReader.join(TimeUnit.SECONDS.toMillis(1));
        stderrReader.join(TimeUnit.SECONDS.toMillis(1));
        return process.exitValue();
    }

    /** Sends a signal by its name without SIG, {@code "TERM"} for one, to this process only. */
    public void kill(String signal) throws IOException, InterruptedException {
        // Once it has ended, its id may be another's.
        if (!process.isAlive()) {
            throw new IOException(command + " has ended with " + process.exitValue());
        }
        kill(signal, pid());
    }

    /** Sends a signal by its name without SIG to a process the test knows by id. */
    public static void kill(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send " + signal + " to " + pid + ": " + said.strip());
        }
    }

    /** Kills it and all it started, and returns when they are gone. */
    @Override
    public void close() throws IOException {
        try {
            freeze();
            List<ProcessHandle> started = children();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
            process.waitFor(KILL_LIMIT.toSeconds(), TimeUnit.SECONDS);
            for (ProcessHandle child : started) {
                Polling.until("end of " + child.pid(), KILL_LIMIT, () -> !child.isAlive() || isZombie(child));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Stopped, it cannot start another child between the look at its children and the kill. */
    private void freeze() throws IOException, InterruptedException {
        try {
            kill("STOP");
        } catch (IOException e) {
            // It may end at any moment by itself.
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** Dead, but nobody has asked for its status: in a container process 1 may never do so. */
    private static boolean isZombie(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return Files.readString(stat).contains(") Z ");
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private Thread collect(InputStream in, OutputLine.Stream stream) {
        LineCollector collector = new LineCollector(in, stream, lines, () -> {
            if (openStreams.decrementAndGet() == 0) {
                lines.end();
            }
        });
        Thread thread = new Thread(collector, "program-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
