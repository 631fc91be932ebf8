// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The real program, conquered: what its conqueror can do inside, and what comes of it outside. */
class EscapeIT {

    private static final Duration LIMIT = RunningUpsjail.START_LIMIT;
    /** That of the monitor: another release's jcmd does not ask before it sends SIGQUIT, of which a monitor dies. */
    private static final Path JAVA =
            Path.of(System.getProperty("upsjail.java", System.getProperty("java.home") + "/bin/java"));

    /** Obeyed by a JVM that is started with them. */
    private static final Map<String, String> JVM_OPTIONS = Map.of(
            "JAVA_TOOL_OPTIONS", "-Dcanary=1",
            "JDK_JAVA_OPTIONS", "-Dcanary=2",
            "_JAVA_OPTIONS", "-Dcanary=3",
            "CLASSPATH", "/tmp");

    @Test
    void everyAttackIsRefusedOnTheMainThreadAndOnTheEventLoop() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningProgram victim = Bystander.idle();
                RunningUpsjail upsjail = start(setup, Door.Deed.ATTACK, victim)) {
            for (String where : List.of("main", "loop")) {
                upsjail.program().awaitLine(Door.MARK + " " + where + " over: ", LIMIT);
                assertEquals(Set.of(), names(upsjail.program(), where, "succeeded"));
                assertEquals(names(Door.attacks()), names(upsjail.program(), where, "refused"));
            }
            assertTrue(victim.alive());
            assertTrue(lines(upsjail.program(), "Picked up").isEmpty(), "the environment reached a JVM");
            assertTrue(upsjail.program().alive());
            assertEquals(List.of(), setup.handlers().calls(HandlerCall.SHUTDOWN, ""));
        }
    }

    /** The control: what fails inside because it is wrong would prove nothing. */
    @Test
    void theAttacksWorkWhereThereIsNoJail() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick();
                RunningProgram victim = Bystander.idle();
                RunningProgram outside = Bystander.start(
                        DoorInstallation.in(setup.directory().resolve("home"), Door.Deed.ATTACK, victim.pid())
                                .control(JAVA, victim.pid()))) {
            outside.awaitExit(LIMIT);
            Set<String> due =
                    names(Door.attacks().stream().filter(Attack::worksOutside).toList());
            Set<String> refused = names(outside, "outside", "refused");
            refused.retainAll(due);

            assertEquals(Set.of(), refused);
            assertTrue(names(outside, "outside", "succeeded").containsAll(due));
        }
    }

    @Test
    void garbageOnEveryDescriptorCostsTheMonitorItsLifeAndNothingElse() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningProgram victim = Bystander.idle();
                RunningUpsjail upsjail = start(setup, Door.Deed.SCRIBBLE, victim)) {
            upsjail.program().awaitLine("lost: violation", LIMIT);
            String forged = upsjail.program().awaitLine("forged", LIMIT).text();
            long position = upsjail.logPosition();
            upsjail.awaitMonitorStarted(position, LIMIT);

            assertTrue(forged.matches("(<\\d>)?\\[monitor\\] .*<0>\\?\\[31mforged"), forged);
            assertTrue(upsjail.program().alive());
            assertEquals(List.of(), setup.handlers().calls(HandlerCall.SHUTDOWN, ""));
        }
    }

    @Test
    void callOfAnotherAbiIsDeath() throws IOException, InterruptedException {
        int killedBySigsys = 128 + 31;
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningProgram victim = Bystander.idle();
                RunningUpsjail upsjail = start(setup, Door.Deed.FOREIGN_CALL, victim)) {
            upsjail.program().awaitLine("exited with status " + killedBySigsys, LIMIT);

            assertTrue(lines(upsjail.program(), "is jailed, checked").isEmpty(), "it has lived on");
        }
    }

    @Test
    void nobodyOfTheSameAccountAttachesFromOutside() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            long monitor = upsjail.awaitWatching();
            String jcmd = JAVA.resolveSibling("jcmd").toString();
            try (RunningProgram friend = Bystander.start(List.of(jcmd, Long.toString(monitor), "VM.version"));
                    RunningProgram reader = Bystander.start(List.of("/bin/cat", "/proc/" + monitor + "/environ"))) {
                assertNotEquals(0, friend.awaitExit(LIMIT));
                assertNotEquals(0, reader.awaitExit(LIMIT));
            }
            assertTrue(ProcessHandle.of(monitor).isPresent());
        }
    }

    private static RunningUpsjail start(Setup setup, Door.Deed deed, RunningProgram victim) throws IOException {
        Path home = setup.directory().resolve("home");
        return RunningUpsjail.start(
                DoorInstallation.in(home, deed, victim.pid()).installation(), setup, JVM_OPTIONS);
    }

    private static List<String> lines(RunningProgram program, String part) {
        return program.lines().entries().stream()
                .map(OutputLine::text)
                .filter(text -> text.contains(part))
                .toList();
    }

    private static Set<String> names(RunningProgram program, String where, String what) {
        String head = Door.MARK + " " + where + " " + what + ": ";
        return lines(program, head).stream()
                .flatMap(line -> Arrays.stream(
                        line.substring(line.indexOf(head) + head.length()).split("; ", -1)))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(List<Attack> attacks) {
        return attacks.stream().map(Attack::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
