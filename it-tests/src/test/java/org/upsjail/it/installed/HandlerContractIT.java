// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.FullBacklog;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What the commands of upsjail get, as they see it themselves. */
class HandlerContractIT {

    /** So many wait to become a handler. */
    private static final int WAITING = 2;

    private static final String NO_SIGNAL = "0000000000000000";

    private static final Set<String> OF_THE_ACCOUNT = Set.of("HOME", "LOGNAME", "PATH", "SHELL", "USER");

    /** A UPS whose connection stands for so long says nothing, and until each has said something no handler waits. */
    private static final List<String> PATIENT = List.of("-W", "600");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("LANG", "C.UTF-8", "LISTEN_FDS", "1", "OF_THE_MANAGER", "1");

    private static RunningUpsjail started(Setup setup) throws IOException, InterruptedException {
        RunningUpsjail upsjail = RunningUpsjail.start(Installation.built(), setup, ENVIRONMENT);
        upsjail.awaitWatching();
        return upsjail;
    }

    private static Set<Long> waitingOf(RunningUpsjail upsjail) throws IOException {
        return upsjail.program().runningChildren().stream()
                .filter(RunningUpsjail::isWaiting)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static String id(String option) throws IOException, InterruptedException {
        try (RunningProgram id = RunningProgram.start(List.of("/usr/bin/id", option, "nut"), Map.of(), Path.of("/"))) {
            id.awaitExit(Deadline.OF_A_HANG);
            return id.lines().entries().get(0).text();
        }
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    private static String fourTimes(String id) {
        return String.join(" ", id, id, id, id);
    }

    private static int oomScoreOf(String process) throws IOException {
        return Integer.parseInt(
                Files.readString(Path.of("/proc", process, "oom_score_adj")).strip());
    }

    private static void assertIsAHandler(SeenFromInside handler) throws IOException, InterruptedException {
        assertEquals(fourTimes(id("-u")), handler.status("Uid"));
        assertEquals(fourTimes(id("-g")), handler.status("Gid"));
        assertEquals(words(id("-G")), words(handler.status("Groups")));
        assertEquals(Map.of(), handler.capabilities());
        // Else it could neither mail nor ask sudo.
        assertEquals("0", handler.status("NoNewPrivs"));
        assertEquals(oomScoreOf("self"), handler.oomScore());
        Set<String> variables = new TreeSet<>(OF_THE_ACCOUNT);
        variables.addAll(Set.of("LANG", "NUT_PIDPATH", "NOTIFYTYPE", "UPSNAME"));
        assertEquals(variables, handler.environment().keySet());
        assertEquals("nut", handler.environment().get("USER"));
        assertIsOfUpsjail(handler);
    }

    private static void assertIsOfUpsjail(SeenFromInside command) throws IOException {
        assertEquals("0077", command.status("Umask"));
        assertEquals("rw-------", command.permissions());
        assertEquals("/", command.cwd());
        assertEquals(List.of(command.pid(), command.pid(), 0L), command.groupSessionAndTerminal());
        assertEquals(Map.of(0, "/dev/null", 1, "pipe:", 2, "pipe:"), command.descriptors());
        assertEquals(List.of(NO_SIGNAL, NO_SIGNAL), command.blockedAndIgnoredSignals());
    }

    @Test
    void handlerThatWaitedHasItsAccountAndNothingElse() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            setup.upsmon("NOTIFYCMD " + SeenFromInside.commandIn(setup.directory()));
            try (RunningUpsjail upsjail = started(setup)) {
                Polling.until(
                        "handlers that wait",
                        Deadline.OF_A_HANG,
                        () -> waitingOf(upsjail).size() == WAITING);
                Set<Long> waiting = waitingOf(upsjail);
                upsd.setStatus("ups", "OB");
                SeenFromInside first = SeenFromInside.await(setup.directory(), "ONBATT");
                upsd.setStatus("ups", "OL");
                SeenFromInside second = SeenFromInside.await(setup.directory(), "ONLINE");

                assertTrue(waiting.contains(first.pid()), "none that waited: " + first.pid() + " of " + waiting);
                assertTrue(waiting.contains(second.pid()), "none that waited: " + second.pid() + " of " + waiting);
                assertIsAHandler(first);
                assertIsAHandler(second);
            }
        }
    }

    @Test
    void handlerThatIsStartedHasItsAccountAndNothingElse() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                FullBacklog silent = FullBacklog.on(0);
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            setup.primaryOf("silent@127.0.0.1:" + silent.port());
            setup.upsmon("NOTIFYCMD " + SeenFromInside.commandIn(setup.directory()));
            upsd.setStatus("ups", "OB");
            try (RunningUpsjail upsjail = RunningUpsjail.start(Installation.built(), setup, ENVIRONMENT, PATIENT)) {
                SeenFromInside handler = SeenFromInside.await(setup.directory(), "ONBATT");

                assertEquals(Set.of(), waitingOf(upsjail), "one that waited may have been told");
                assertIsAHandler(handler);
            }
        }
    }

    @Test
    void shutdownCommandIsRootsAndHasNoVariablesOfAHandler() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            // Else it were a child of the shell.
            setup.upsmon("SHUTDOWNCMD \"exec " + SeenFromInside.commandIn(setup.directory()) + "\"");
            try (RunningUpsjail upsjail = started(setup)) {
                upsd.setStatus("ups", "OB LB");
                SeenFromInside command = SeenFromInside.await(setup.directory(), "SHUTDOWNCMD");

                assertEquals(fourTimes("0"), command.status("Uid"));
                assertEquals("root", command.environment().get("USER"));
                assertEquals(
                        Set.of("HOME", "LANG", "LOGNAME", "NUT_PIDPATH", "PATH", "SHELL", "USER"),
                        withoutThatOfTheShell(command.environment().keySet()));
                assertIsOfUpsjail(command);
                assertEquals(0, upsjail.program().awaitExit(Deadline.OF_A_HANG));
            }
        }
    }

    /** SHUTDOWNCMD is run by one. */
    private static Set<String> withoutThatOfTheShell(Set<String> variables) {
        Set<String> left = new TreeSet<>(variables);
        left.remove("PWD");
        return left;
    }

    @Test
    void dispatcherIsKilledLastWhenMemoryRunsOutOrSaysThatItMayNot() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            int score = oomScoreOf(Long.toString(ups.upsjail().program().pid()));
            boolean said = ups.upsjail().program().lines().entries().stream()
                    .anyMatch(line -> line.text().contains("oom_score_adj could not be lowered"));

            assertEquals(said ? oomScoreOf("self") : -900, score);
            assertEquals(oomScoreOf("self"), oomScoreOf(Long.toString(ups.monitor())));
        }
    }
}
