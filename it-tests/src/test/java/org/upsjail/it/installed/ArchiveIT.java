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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Class-data archives: used by both programs where they fit, ignored without a word where they do not. */
class ArchiveIT {

    private static final String MONITOR_JAR = "lib/upsjail-monitor.jar";

    /** All that a start in good order says. */
    private static final String EXPECTED = "upsjail .*, in place of .*|monitor started, pid .*|monitor .* is jailed, .*"
            + "|\\[monitor] jailed: .*|\\[monitor] UPS .*: connected .*|every UPS has been heard of"
            // Where root has no CAP_SYS_RESOURCE, as in most containers.
            + "|oom_score_adj could not be lowered: .*";

    /** Six JVMs one after another, on a busy machine. */
    private static final Duration MAKING_LIMIT = Duration.ofMinutes(2);

    /** Of programs that have TLS. */
    private static final List<String> ARCHIVES = List.of("monitor.jsa", "dispatcher.jsa");

    private static final List<String> MADE = List.of("monitor", "monitor-plain", "dispatcher");

    /** Made once: it takes seconds. */
    private static TemporaryDirectory directory;

    private static Installation installation;

    @BeforeAll
    static void makeArchivesOfACopy() throws IOException, InterruptedException {
        directory = TemporaryDirectory.create("upsjail-archive-it-");
        installation = copyWithArchives();
        for (String archive : MADE) {
            Files.copy(
                    archives(installation).resolve(archive + ".jsa"),
                    directory.path().resolve(archive + ".jsa"));
        }
    }

    @AfterEach
    void restoreTheArchives() throws IOException, InterruptedException {
        for (String name : MADE) {
            Path archive = archives(installation).resolve(name + ".jsa");
            Files.copy(directory.path().resolve(name + ".jsa"), archive, StandardCopyOption.REPLACE_EXISTING);
            renewStamp(name);
        }
    }

    @AfterAll
    static void removeTheCopy() throws IOException {
        directory.close();
    }

    @Test
    void bothProgramsMapTheirArchives() throws IOException, InterruptedException {
        assertEquals(ARCHIVES, archivesMapped(installation));
    }

    @Test
    void aMonitorWithoutTlsMapsTheOneWithoutItsClasses() throws IOException, InterruptedException {
        assertEquals(List.of("monitor-plain.jsa", "dispatcher.jsa"), archivesMapped(installation, "STARTTLS off"));
    }

    @Test
    void archivesAreRootsOwnAndForNobodyElseToWrite() throws IOException {
        assertRootsOwn(archives(installation));
        for (String name : MADE) {
            assertRootsOwn(archives(installation).resolve(name + ".jsa"));
            assertRootsOwn(archives(installation).resolve(name + ".stamp"));
        }
    }

    @Test
    void withoutArchivesBothProgramsStart() throws IOException, InterruptedException {
        Path archives = archives(installation);
        Path aside = archives.resolveSibling("aside");
        Files.move(archives, aside);
        try {
            assertEquals(List.of(), archivesMapped(installation));
        } finally {
            Files.move(aside, archives);
        }
    }

    @Test
    void anArchiveOfAJarThatWasReplacedByOneOfTheSameTimeAndSizeIsNotUsed() throws IOException, InterruptedException {
        Path jar = installation.home().resolve(MONITOR_JAR);
        Path replacement = jar.resolveSibling("replacement");
        Files.copy(jar, replacement, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(replacement, jar, StandardCopyOption.REPLACE_EXISTING);

        assertEquals(List.of("dispatcher.jsa"), archivesMapped(installation));
    }

    @Test
    void archivesOfAnotherJavaRuntimeAreRefusedByTheJvmWithoutAWord() throws IOException, InterruptedException {
        for (String name : MADE) {
            Path archive = archives(installation).resolve(name + ".jsa");
            Files.write(archive, withoutNameOfRuntime(Files.readAllBytes(archive)));
            renewStamp(name);
        }

        assertEquals(List.of(), archivesMapped(installation));
    }

    @Test
    void anArchiveThatIsCutShortIsNotUsed() throws IOException, InterruptedException {
        Path archive = archives(installation).resolve("dispatcher.jsa");
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 1000));

        assertEquals(List.of("monitor.jsa"), archivesMapped(installation));
    }

    private static void assertRootsOwn(Path path) throws IOException {
        assertEquals(0, Files.getAttribute(path, "unix:uid"), path.toString());
        assertEquals(0, (Integer) Files.getAttribute(path, "unix:mode") & 0022, path.toString());
    }

    private static Installation copyWithArchives() throws IOException, InterruptedException {
        Installation copy = Installation.built().copyTo(directory.path().resolve("installation"));
        String program = copy.home().resolve("bin/upsjail-archive").toString();
        try (RunningProgram making = RunningUpsjail.startBare(List.of(program))) {
            assertEquals(0, making.awaitExit(MAKING_LIMIT));
            assertEquals(List.of(), making.lines().entries());
        }
        return copy;
    }

    private static Path archives(Installation installation) {
        return installation.home().resolve("lib/cds");
    }

    /** As upsjail-archive writes it: else the launcher would not even ask the JVM. */
    private static void renewStamp(String name) throws IOException, InterruptedException {
        Path jar = installation.home().resolve(name.startsWith("monitor") ? MONITOR_JAR : "lib/upsjail.jar");
        Path stamp = archives(installation).resolve(name + ".stamp");
        Process stat = new ProcessBuilder(
                        "/usr/bin/stat",
                        "-L",
                        "-c",
                        "%d:%i:%s:%Y:%Z",
                        jar.toString(),
                        RunningUpsjail.JAVA,
                        archives(installation).resolve(name + ".jsa").toString())
                .redirectOutput(stamp.toFile())
                .start();
        assertEquals(0, stat.waitFor());
    }

    /** The JVM writes its name and version into the head of an archive, and takes none with another's. */
    private static byte[] withoutNameOfRuntime(byte[] archive) {
        byte[] name = System.getProperty("java.vm.name").getBytes(StandardCharsets.US_ASCII);
        int at = indexOf(archive, name);
        assertTrue(at > 0, "the archive does not say whose it is");
        byte[] other = archive.clone();
        other[at] = 'X';
        return other;
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
    private static List<String> archivesMapped(Installation installation, String... upsjailConf)
            throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups")).upsjail(upsjailConf);
                RunningUpsjail upsjail = RunningUpsjail.start(installation, setup)) {
            long monitor = upsjail.awaitWatching();

            List<String> surplus = upsjail.program().lines().entries().stream()
                    .map(line -> line.text())
                    .filter(text -> !text.matches(EXPECTED))
                    .toList();
            assertEquals(List.of(), surplus);
            return List.of(monitor, upsjail.program().pid()).stream()
                    .flatMap(pid -> archivesOf(pid, installation).stream())
                    .toList();
        }
    }

    private static List<String> archivesOf(long pid, Installation installation) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
                    .filter(line -> line.contains(archives(installation).toString()))
                    .map(line -> line.replaceFirst(".*/", ""))
                    .distinct()
                    .toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
