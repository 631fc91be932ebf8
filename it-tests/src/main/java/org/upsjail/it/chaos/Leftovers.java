// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.RunningProgram;

/** What is there after a life and should not be. */
final class Leftovers {

    /** Handlers that were let go look every 0.2 s; what waits to become one reads the end of its stdin. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(40);

    /** What the set-up made, the journal, two copies of the configuration, the socket and the lock of RUNDIR. */
    private static final Pattern MAY_STAY = Pattern.compile(
            "(upsmon|upsjail)\\.conf|jail|state|state/journal(/lock|/violations\\.jsonl|/journal(\\.[0-9])?\\.jsonl)?"
                    + "|run|run/(lock|powerdownflag|operator\\.sock|configuration-[0-9]+(/(upsmon|upsjail)\\.conf)?)");

    private static final String FLAG = "killpower";

    private static final Pattern CONFIGURATION = Pattern.compile("run/configuration-[0-9]+");

    /** The one in force, and the next, which is read while a reload is tried. */
    private static final int CONFIGURATIONS = 2;

    private final Site site;
    private final Set<ProcessHandle> everStarted;
    private final boolean wentDown;

    /**
     * @param everStarted processes that were seen to be upsjail's
     * @param wentDown whether SHUTDOWNCMD ran
     */
    Leftovers(Site site, Set<ProcessHandle> everStarted, boolean wentDown) {
        this.site = site;
        this.everStarted = everStarted;
        this.wentDown = wentDown;
    }

    List<String> look() throws IOException, InterruptedException {
        List<String> left = new ArrayList<>();
        try {
            Polling.until(
                    "the end of every process", GONE_WITHIN, () -> processes().isEmpty());
        } catch (NotSeenException late) {
            processes().forEach(process -> left.add("a process remained: " + process));
        }
        left.addAll(files());
        return left;
    }

    private List<String> files() throws IOException {
        List<String> names;
        Path directory = site.setup().directory();
        try (Stream<Path> files = Files.walk(directory)) {
            names = files.map(file -> directory.relativize(file).toString())
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
        List<String> left = new ArrayList<>();
        names.stream()
                .filter(name -> !MAY_STAY.matcher(name).matches() && !(wentDown && name.equals(FLAG)))
                .forEach(name -> left.add("a file remained: " + name));
        if (wentDown && !names.contains(FLAG)) {
            left.add("POWERDOWNFLAG is not there after the shutdown");
        }
        if (names.stream().filter(name -> CONFIGURATION.matcher(name).matches()).count() > CONFIGURATIONS) {
            left.add("copies of the configuration remained: " + names);
        }
        return left;
    }

    /** Children that have ended and stay so; who just has may be asked for in a moment. */
    static List<String> zombiesOf(RunningProgram program) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        try {
            Polling.until("no zombie", GONE_WITHIN, () -> {
                found.clear();
                for (ProcessHandle child : program.children()) {
                    String stat = statOf(child);
                    if (stat.contains(") Z ")) {
                        found.add(stat);
                    }
                }
                return found.isEmpty();
            });
        } catch (NotSeenException stays) {
            return List.copyOf(found);
        }
        return List.of();
    }

    private List<String> processes() throws IOException {
        List<String> running = new ArrayList<>();
        for (ProcessHandle process : everStarted) {
            if (process.isAlive() && !statOf(process).contains(") Z ")) {
                running.add(process.pid() + " " + process.info().commandLine().orElse(""));
            }
        }
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(process -> !everStarted.contains(process) && isOfThisSite(process))
                    .forEach(process -> running.add(
                            process.pid() + " " + process.info().commandLine().orElse("")));
        }
        return running;
    }

    /** By its command line or its environment, which handlers and those that wait to be one have of upsjail. */
    private boolean isOfThisSite(ProcessHandle process) {
        String directory = site.setup().directory().toString();
        return read(process, "cmdline").contains(directory)
                || read(process, "environ").contains(directory);
    }

    private static String statOf(ProcessHandle process) {
        return read(process, "stat");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file)),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
