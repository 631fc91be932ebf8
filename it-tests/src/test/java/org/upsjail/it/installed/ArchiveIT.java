// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Class-data archives: used by both programs where they fit, ignored without a word where they do not. */
class ArchiveIT {

    private static final String MONITOR_JAR = "lib/upsjail-monitor.jar";

    /** All that a start in good order says. */
    private static final String EXPECTED = "upsjail .*, in place of .*|monitor started, pid .*|monitor .* is jailed, .*"
            + "|\\[monitor] jailed: .*|every UPS has been heard of";

    private TemporaryDirectory directory;
    private Installation installation;

    @BeforeEach
    void copyTheInstallation() throws IOException {
        directory = TemporaryDirectory.create("upsjail-archive-it-");
        installation = Installation.built().copyTo(directory.path().resolve("upsjail"));
    }

    @AfterEach
    void removeTheCopy() throws IOException {
        directory.close();
    }

    @Test
    void archivesAreMadeAndMappedByBothPrograms() throws IOException, InterruptedException {
        makeArchives();

        assertEquals(List.of("monitor.jsa", "dispatcher.jsa"), archivesMapped());
    }

    @Test
    void archivesAreRootsOwnAndForNobodyElseToWrite() throws IOException, InterruptedException {
        makeArchives();

        for (String file : List.of("", "monitor.jsa", "monitor.stamp", "dispatcher.jsa", "dispatcher.stamp")) {
            Path path = installation.home().resolve("lib/cds").resolve(file);
            assertEquals(0, Files.getAttribute(path, "unix:uid"), file);
            assertEquals(0, (Integer) Files.getAttribute(path, "unix:mode") & 0022, file);
        }
    }

    @Test
    void withoutArchivesBothProgramsStart() throws IOException, InterruptedException {
        removeArchives();

        assertEquals(List.of(), archivesMapped());
    }

    @Test
    void anArchiveOfAJarThatWasReplacedByOneOfTheSameTimeAndSizeIsNotUsed() throws IOException, InterruptedException {
        makeArchives();
        Path jar = installation.home().resolve(MONITOR_JAR);
        FileTime time = Files.getLastModifiedTime(jar);
        Path replacement = jar.resolveSibling("replacement");
        Files.copy(jar, replacement);
        Files.move(replacement, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(jar, time);

        assertEquals(List.of("dispatcher.jsa"), archivesMapped());
    }

    @Test
    void anArchiveOfAnotherJavaRuntimeIsRefusedByTheJvmWithoutAWord() throws IOException, InterruptedException {
        makeArchives();
        for (String archive : List.of("monitor.jsa", "dispatcher.jsa")) {
            overwriteNameOfRuntime(installation.home().resolve("lib/cds").resolve(archive));
        }

        assertEquals(List.of(), archivesMapped());
    }

    @Test
    void aTruncatedArchiveIsRefusedByTheJvmWithoutAWord() throws IOException, InterruptedException {
        makeArchives();
        for (String archive : List.of("monitor.jsa", "dispatcher.jsa")) {
            Files.write(installation.home().resolve("lib/cds").resolve(archive), new byte[] {1, 2, 3});
        }

        assertEquals(List.of(), archivesMapped());
    }

    private void makeArchives() throws IOException, InterruptedException {
        Path program = installation.home().resolve("bin/upsjail-archive");
        try (RunningProgram making = RunningUpsjail.startBare(List.of(program.toString()))) {
            assertEquals(0, making.awaitExit(RunningUpsjail.START_LIMIT.multipliedBy(3)));
            assertEquals(List.of(), making.lines().entries());
        }
    }

    private void removeArchives() throws IOException {
        for (String file : List.of("monitor.stamp", "monitor.jsa", "dispatcher.stamp", "dispatcher.jsa")) {
            Files.deleteIfExists(installation.home().resolve("lib/cds").resolve(file));
        }
    }

    /** The JVM writes its name and version into the head of an archive, and takes none with another's. */
    private static void overwriteNameOfRuntime(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        byte[] name = System.getProperty("java.vm.name").getBytes(StandardCharsets.US_ASCII);
        int at = indexOf(bytes, name);
        assertTrue(at > 0, "the archive does not say whose it is");
        bytes[at] = 'X';
        Files.write(archive, bytes);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Of a start on one UPS that says nothing but what every start says: the archives in use, the monitor's first. */
    private List<String> archivesMapped() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(installation, setup)) {
            long monitor = upsjail.awaitWatching();

            List<String> surplus = upsjail.program().lines().entries().stream()
                    .map(line -> line.text())
                    .filter(text -> !text.matches(EXPECTED))
                    .toList();
            assertEquals(List.of(), surplus);
            return List.of(monitor, upsjail.program().pid()).stream()
                    .flatMap(pid -> archivesOf(pid).stream())
                    .toList();
        }
    }

    private List<String> archivesOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
                    .filter(line ->
                            line.contains(installation.home().resolve("lib/cds").toString()))
                    .map(line -> line.replaceFirst(".*/", ""))
                    .distinct()
                    .toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
