// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory that looks as /proc does of a monitor that is jailed as it must be, until a test breaks something. */
final class ProcFixture implements AutoCloseable {

    static final long PID = 4711;
    static final String MAIN_THREAD = "4711";
    static final String OTHER_THREAD = "4712";

    private static final JailIdentity IDENTITY = new JailIdentity(61234, 61235);

    private static final List<String> STATUS = List.of(
            "Name:\tjava",
            "Umask:\t0077",
            "State:\tS (sleeping)",
            "Tgid:\t4711",
            "Uid:\t61234\t61234\t61234\t61234",
            "Gid:\t61235\t61235\t61235\t61235",
            "FDSize:\t64",
            "Groups:\t ",
            "CapInh:\t0000000000000000",
            "CapPrm:\t0000000000000000",
            "CapEff:\t0000000000000000",
            "CapBnd:\t000001ffffffffff",
            "CapAmb:\t0000000000000000",
            "NoNewPrivs:\t1",
            "Seccomp:\t2",
            "Seccomp_filters:\t1");

    private static final List<String> LIMITS = List.of(
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max cpu time              unlimited            unlimited            seconds   ",
            "Max file size             0                    0                    bytes     ",
            "Max data size             268500992            268500992            bytes     ",
            "Max core file size        0                    0                    bytes     ",
            "Max processes             0                    0                    processes ",
            "Max open files            68                   68                   files     ");

    private final Path proc;
    private final Path process;
    private final Path jail;
    private final Path home;

    private ProcFixture(Path directory) {
        proc = directory.resolve("proc");
        process = proc.resolve(Long.toString(PID));
        jail = directory.resolve("jail");
        home = directory.resolve("home");
    }

    static ProcFixture in(Path directory) throws IOException {
        ProcFixture fixture = new ProcFixture(directory.toRealPath());
        for (String name : List.of("task", "fd", "fdinfo")) {
            Files.createDirectories(fixture.process.resolve(name));
        }
        Files.createDirectory(fixture.jail);
        Files.createFile(Files.createDirectory(fixture.home).resolve("own.jar"));
        fixture.thread(MAIN_THREAD, STATUS);
        fixture.thread(OTHER_THREAD, STATUS);
        fixture.write("limits", LIMITS);
        fixture.link("root", fixture.jail);
        fixture.link("cwd", fixture.jail);
        fixture.open(0, "pipe:[1]");
        fixture.open(3, System.getProperty("java.home") + "/lib/modules");
        fixture.open(4, fixture.home.resolve("own.jar").toString());
        return fixture;
    }

    Path jail() {
        return jail;
    }

    /** A file or a directory of the process, for a test to break. */
    Path file(String name) {
        return process.resolve(name);
    }

    ProcJailInspector inspector() {
        return inspector(Optional.of(jail));
    }

    ProcJailInspector inspector(Optional<Path> jailDirectory) {
        return new ProcJailInspector(proc, IDENTITY, jailDirectory, home, false);
    }

    List<String> flaws() {
        return inspector().flawsOf(PID);
    }

    /** Puts the line in the place of that of the same name. */
    void status(String thread, String line) throws IOException {
        thread(thread, replaced(STATUS, line.substring(0, line.indexOf(':') + 1), Stream.of(line)));
    }

    void statusWithout(String thread, String field) throws IOException {
        thread(thread, replaced(STATUS, field + ":", Stream.empty()));
    }

    void limit(String name, String soft, String hard) throws IOException {
        write("limits", replaced(LIMITS, name, Stream.of(String.format("%-25s %-20s %-20s x", name, soft, hard))));
    }

    void limitsWithout(String name) throws IOException {
        write("limits", replaced(LIMITS, name, Stream.empty()));
    }

    void link(String name, Path target) throws IOException {
        Path link = process.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    void open(int descriptor, String target) throws IOException {
        link("fd/" + descriptor, Path.of(target));
        write("fdinfo/" + descriptor, List.of("pos:\t0", "flags:\t0100000", "mnt_id:\t1"));
    }

    void thread(String name, List<String> status) throws IOException {
        Files.createDirectories(process.resolve("task").resolve(name));
        write("task/" + name + "/status", status);
    }

    /** What is left of a thread that was listed and has ended. */
    void endThread(String name) throws IOException {
        Path task = process.resolve("task").resolve(name);
        Files.delete(task.resolve("status"));
        Files.delete(task);
        Files.createSymbolicLink(task, Path.of("ended"));
    }

    /** Removes the links, of which JUnit would say that they lead out of its directory. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(process)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.writeString(process.resolve(name), lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private static List<String> replaced(List<String> lines, String beginning, Stream<String> replacement) {
        List<String> others =
                lines.stream().filter(line -> !line.startsWith(beginning)).toList();
        if (others.size() != lines.size() - 1) {
            throw new IllegalArgumentException("no one line begins with " + beginning);
        }
        return Stream.concat(others.stream(), replacement).toList();
    }
}
