// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing at a time is wrong with a jail, and is noticed by name. */
class ProcJailInspectorTest {

    @TempDir
    private Path directory;

    private ProcFixture proc;

    @BeforeEach
    void create() throws IOException {
        proc = ProcFixture.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        proc.close();
    }

    @Test
    void jailThatIsWholeHasNoFlaw() {
        assertEquals(List.of(), proc.flaws());
        assertFalse(proc.inspector().reduced());
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void oneWrongLineOfAThreadIsTheFlaw(String line, String found) throws IOException {
        proc.status(ProcFixture.MAIN_THREAD, line);

        assertEquals(List.of("thread java has " + found), proc.flaws());
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void oneWrongLineOfAnotherThreadIsTheFlaw(String line, String found) throws IOException {
        proc.status(ProcFixture.OTHER_THREAD, line);

        assertEquals(List.of("thread java has " + found), proc.flaws());
    }

    static Stream<Arguments> wrongLines() {
        List<Arguments> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lines.add(wrong("Uid", fourWith(i, "61234", "0")));
            lines.add(wrong("Uid", fourWith(i, "61234", "61235")));
            lines.add(wrong("Gid", fourWith(i, "61235", "0")));
            lines.add(wrong("Gid", fourWith(i, "61235", "61234")));
        }
        lines.add(wrong("Groups", "0"));
        lines.add(wrong("Groups", "61235"));
        lines.add(wrong("Groups", "4 24 27"));
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
            lines.add(wrong(set, "0000000000000001"));
            lines.add(wrong(set, "0000000000040000"));
            lines.add(wrong(set, "0000010000000000"));
        }
        lines.add(wrong("NoNewPrivs", "0"));
        lines.add(wrong("Seccomp", "0"));
        lines.add(wrong("Seccomp", "1"));
        return lines.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapAmb", "NoNewPrivs", "Seccomp"})
    void lineThatIsNotThereIsAFlaw(String field) throws IOException {
        proc.statusWithout(ProcFixture.OTHER_THREAD, field);

        assertEquals(List.of("thread java has " + field + " absent"), proc.flaws());
    }

    @Test
    void everythingThatIsWrongIsSaid() throws IOException {
        proc.status(ProcFixture.MAIN_THREAD, "Seccomp:\t0");
        proc.limit("Max processes", "1", "1");
        proc.link("cwd", Path.of("/"));
        proc.open(7, "/etc");

        assertEquals(
                List.of(
                        "thread java has Seccomp 0",
                        "its limit 'Max processes' is not 0",
                        "its cwd is / and not the jail",
                        "descriptor 7 is /etc"),
                proc.flaws());
    }

    @Test
    void statusThatIsNoneIsAFlaw() throws IOException {
        proc.thread(ProcFixture.OTHER_THREAD, List.of("", "Uid", "\u00ff\u0000", ":"));

        List<String> flaws = proc.flaws();

        assertEquals(9, flaws.size(), flaws::toString);
        assertEquals("thread ? has Uid absent", flaws.get(0));
    }

    @Test
    void statusThatCannotBeReadIsAFlaw() throws IOException {
        Files.delete(proc.file("task/4712/status"));

        assertUnreadable("task/4712/status");
    }

    @Test
    void threadThatHasEndedMeanwhileIsNoFlaw() throws IOException {
        proc.endThread(ProcFixture.OTHER_THREAD);

        assertEquals(List.of(), proc.flaws());
    }

    @Test
    void processWithoutAThreadIsAFlaw() throws IOException {
        proc.endThread(ProcFixture.MAIN_THREAD);
        proc.endThread(ProcFixture.OTHER_THREAD);

        assertEquals(List.of("no thread was found"), proc.flaws());
    }

    @Test
    void processThatIsNotThereIsAFlaw() {
        List<String> flaws = proc.inspector().flawsOf(ProcFixture.PID + 1);

        assertEquals(1, flaws.size(), flaws::toString);
        assertTrue(flaws.get(0).contains("cannot be read"), flaws::toString);
    }

    @ParameterizedTest
    @CsvSource({"root, /", "root, /run", "cwd, /", "cwd, /run"})
    void rootOrWorkingDirectoryOutsideTheJailIsAFlaw(String link, Path target) throws IOException {
        proc.link(link, target);

        assertEquals(List.of("its " + link + " is " + target + " and not the jail"), proc.flaws());
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "cwd"})
    void directoryBelowTheJailIsAFlaw(String link) throws IOException {
        proc.link(link, proc.jail().resolve("below"));

        assertEquals(
                List.of("its " + link + " is " + proc.jail().resolve("below") + " and not the jail"), proc.flaws());
    }

    /** The kernel names a directory by its real path. */
    @Test
    void jailMayBeConfiguredByALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), proc.jail());

        assertEquals(List.of(), proc.inspector(Optional.of(link)).flawsOf(ProcFixture.PID));
    }

    @Test
    void reducedJailKeepsTheRootOfTheHost() throws IOException {
        proc.link("root", Path.of("/"));
        proc.link("cwd", Path.of("/"));
        ProcJailInspector reduced = proc.inspector(Optional.empty());

        assertEquals(List.of(), reduced.flawsOf(ProcFixture.PID));
        assertTrue(reduced.reduced());
    }

    @Test
    void reducedJailElsewhereIsAFlaw() throws IOException {
        proc.link("root", Path.of("/"));

        assertEquals(
                List.of("its cwd is " + proc.jail() + " and not the jail"),
                proc.inspector(Optional.empty()).flawsOf(ProcFixture.PID));
    }

    @ParameterizedTest
    @CsvSource({
        "Max file size, unlimited, unlimited",
        "Max file size, 0, unlimited",
        "Max file size, 1, 0",
        "Max core file size, unlimited, unlimited",
        "Max core file size, 0, 4096",
        "Max core file size, 4096, 0",
        "Max processes, 96363, 96363",
        "Max processes, 0, 1",
        "Max processes, 1, 0",
        "Max processes, 00, 0"
    })
    void limitThatIsNotZeroIsAFlaw(String limit, String soft, String hard) throws IOException {
        proc.limit(limit, soft, hard);

        assertEquals(List.of("its limit '" + limit + "' is not 0"), proc.flaws());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Max file size", "Max core file size", "Max processes"})
    void limitThatIsNotThereIsAFlaw(String limit) throws IOException {
        proc.limitsWithout(limit);

        assertEquals(List.of("its limit '" + limit + "' is not 0"), proc.flaws());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc/passwd", "anon_inode:[io_uring]"})
    void descriptorThatMayNotBeOpenIsAFlaw(String target) throws IOException {
        proc.open(7, target);

        assertEquals(List.of("descriptor 7 is " + target), proc.flaws());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limits", "root", "cwd", "fdinfo/3"})
    void fileThatIsNotThereIsAFlaw(String name) throws IOException {
        Files.delete(proc.file(name));

        assertUnreadable(name);
    }

    /** Who is not root may not look at them in the process of another. */
    @Test
    void withoutPrivilegeDirectoriesAndDescriptorsAreNotLookedAt() throws IOException {
        proc.link("root", Path.of("/"));
        proc.link("cwd", Path.of("/"));
        proc.open(7, "/");

        assertEquals(List.of(), proc.inspector().withoutPrivilege().flawsOf(ProcFixture.PID));
    }

    @Test
    void withoutPrivilegeThreadsAndLimitsAre() throws IOException {
        proc.status(ProcFixture.OTHER_THREAD, "CapEff:\t0000000000000001");
        proc.limit("Max processes", "1", "1");

        assertEquals(
                List.of("thread java has CapEff 0000000000000001", "its limit 'Max processes' is not 0"),
                proc.inspector().withoutPrivilege().flawsOf(ProcFixture.PID));
    }

    private void assertUnreadable(String name) {
        List<String> flaws = proc.flaws();

        assertEquals(1, flaws.size(), flaws::toString);
        assertTrue(flaws.get(0).endsWith(" cannot be read: " + proc.file(name)), flaws::toString);
    }

    private static String fourWith(int place, String right, String wrong) {
        List<String> numbers = new ArrayList<>(List.of(right, right, right, right));
        numbers.set(place, wrong);
        return String.join("\t", numbers);
    }

    private static Arguments wrong(String field, String value) {
        return Arguments.of(field + ":\t" + value, field + " " + value.replace('\t', ' '));
    }
}
