// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.installed.Installation;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.nut.RealNut;

/**
 * The long watch: the monitor under strace, while Debian's upsd dies, comes back and stops answering, and exceptions are
 * printed. Needs root, strace and Debian's nut-server. After {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:deploy/target/upsjail/lib/upsjail-monitor.jar \
 *     org.upsjail.it.escape.StraceMain [MINUTES]
 * </pre>
 *
 * <p>Without an argument 10 minutes. Prints how often each system call was made and refused. Exit status 0 if none named a
 * file and none was refused, 1 otherwise.
 */
public final class StraceMain {

    /** Locks of the JVM, four fifths of all lines, and of no interest. */
    private static final String UNTRACED = "!futex,gettid,sched_yield";

    private static final String JAVA = "\"$java\" \\";

    /** A call, how often it was made, how often it was refused. */
    private static final String ROW = "%-20s %10s %10s";

    /** Longer than the monitor waits for an answer. */
    private static final Duration FROZEN = Duration.ofSeconds(7);

    private static final Duration SOON = Duration.ofSeconds(60);

    private final PrintStream out;
    private int deaths;
    private int silences;

    private StraceMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        System.exit(new StraceMain(out).watch(Duration.ofMinutes(minutes)) ? 0 : 1);
    }

    private boolean watch(Duration time) throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("ups");
                Setup setup = Setup.quick().primaryOf(nut.system("ups")).without("DEADTIME")) {
            // Longer than any absence: nothing is to be shut down.
            setup.upsmon("DEADTIME 3600");
            Path trace = setup.directory().resolve("trace");
            try (RunningUpsjail upsjail = RunningUpsjail.start(traced(setup, trace), setup)) {
                upsjail.awaitWatching();
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end) {
                    die(nut, upsjail);
                    beSilent(nut, upsjail);
                }
                upsjail.program().kill("TERM");
                upsjail.program().awaitExit(SOON);
                return report(trace, time, exceptions(upsjail));
            }
        }
    }

    private void die(RealNut nut, RunningUpsjail upsjail) throws IOException, InterruptedException {
        long position = upsjail.logPosition();
        nut.killUpsd();
        upsjail.program().awaitLine(position, "Communications with UPS .* lost", SOON);
        nut.startUpsd();
        upsjail.program().awaitLine(position, "Communications with UPS .* established", SOON);
        deaths++;
    }

    private void beSilent(RealNut nut, RunningUpsjail upsjail) throws IOException, InterruptedException {
        long position = upsjail.logPosition();
        nut.freezeUpsd();
        try {
            upsjail.program().awaitLine(position, "Communications with UPS .* lost", FROZEN);
        } catch (NotSeenException patient) {
            out.println("not noticed: " + patient.getMessage());
        }
        nut.thawUpsd();
        upsjail.program().awaitLine(position, "Communications with UPS .* established", SOON);
        silences++;
    }

    /** The launcher starts java through strace; -D keeps java the child of the dispatcher. */
    private static Installation traced(Setup setup, Path trace) throws IOException {
        Path home = setup.directory().resolve("home");
        Installation door = DoorInstallation.in(home, Door.Deed.GRUMBLE, 0).installation();
        String launcher = Files.readString(door.upsjailMonitor());
        if (!launcher.contains(JAVA)) {
            throw new IOException("the launcher of the monitor no longer has " + JAVA);
        }
        String strace = "/usr/bin/strace -D -f -qq -e trace=" + UNTRACED + " -o " + trace + " ";
        Files.writeString(door.upsjailMonitor(), launcher.replace(JAVA, strace + JAVA));
        return door;
    }

    private static long exceptions(RunningUpsjail upsjail) {
        return upsjail.program().lines().entries().stream()
                .filter(line -> line.text().contains(Grumbler.MARK))
                .count();
    }

    private boolean report(Path trace, Duration time, long exceptions) throws IOException {
        StraceLog log;
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            log = StraceLog.of(lines);
        }
        out.println(String.format(Locale.ROOT, ROW, "call", "made", "refused"));
        log.calls()
                .forEach((call, times) -> out.println(String.format(
                        Locale.ROOT, ROW, call, times, log.refused().getOrDefault(call, 0))));
        out.println(time.toMinutes() + " minutes in the jail, upsd died " + deaths + " times and was silent " + silences
                + " times, " + exceptions + " exceptions were printed");
        out.println("calls that named a file: " + log.ofFiles() + ", refused: "
                + log.refused().keySet());
        log.refusals().forEach(out::println);
        out.println(log.clean() ? "clean" : log.jailed() ? "NOT CLEAN" : "NOT JAILED");
        return log.clean();
    }
}
