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
import java.util.Map;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.installed.Installation;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;

/**
 * The long watch: the monitor under strace, while all {@link Troubles} come and go and exceptions are printed. Needs root,
 * strace, and Debian's nut-server and libnss3-tools. After {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Dupsjail.home=deploy/target/upsjail -cp it-tests/target/classes:deploy/target/upsjail/lib/upsjail-monitor.jar \
 *     org.upsjail.it.escape.StraceMain [MINUTES]
 * </pre>
 *
 * <p>Without an argument 10 minutes. Prints how often each system call was made and refused. Exit status 0 if none named a
 * file, none was refused and each trouble was met, 1 otherwise.
 */
public final class StraceMain {

    /** Locks of the JVM, four fifths of all lines, and of no interest. */
    private static final String UNTRACED = "!futex,gettid,sched_yield";

    private static final String JAVA = "\"$java\" \\";

    /** A call, how often it was made, how often it was refused. */
    private static final String ROW = "%-20s %10s %10s";

    private static final Duration SOON = Deadline.OF_A_HANG;

    private final PrintStream out;

    private StraceMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        System.exit(new StraceMain(out).watch(Duration.ofMinutes(minutes)) ? 0 : 1);
    }

    private boolean watch(Duration time) throws IOException, InterruptedException {
        try (Troubles troubles = new Troubles();
                Setup setup = Setup.quick().without("DEADTIME")) {
            troubles.configure(setup);
            // Longer than any absence: nothing is to be shut down.
            setup.upsmon("DEADTIME 3600");
            Path trace = setup.directory().resolve("trace");
            try (RunningUpsjail upsjail = RunningUpsjail.start(traced(setup, trace), setup)) {
                upsjail.awaitWatching();
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end) {
                    troubles.round(upsjail);
                }
                upsjail.program().kill("TERM");
                upsjail.program().awaitExit(SOON);
                return report(trace, time, troubles.counts(upsjail));
            }
        }
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

    private boolean report(Path trace, Duration time, Map<Troubles.Trouble, Integer> counts) throws IOException {
        StraceLog log;
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            log = StraceLog.of(lines);
        }
        out.println(String.format(Locale.ROOT, ROW, "call", "made", "refused"));
        log.calls()
                .forEach((call, times) -> out.println(String.format(
                        Locale.ROOT, ROW, call, times, log.refused().getOrDefault(call, 0))));
        out.println(time.toMinutes() + " minutes in the jail, in which");
        counts.forEach((trouble, times) -> out.println(String.format(Locale.ROOT, "%6d x %s", times, trouble.words())));
        out.println("calls that named a file: " + log.ofFiles() + ", refused: "
                + log.refused().keySet());
        log.refusals().forEach(out::println);
        boolean everything = !counts.containsValue(0);
        out.println(everything ? "each trouble was met" : "NOT EVERY TROUBLE WAS MET: longer, or on a quieter machine");
        out.println(log.clean() ? "clean" : log.jailed() ? "NOT CLEAN" : "NOT JAILED");
        return log.clean() && everything;
    }
}
