// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Polling;
import org.upsjail.it.installed.Answer;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.proc.ProcMemory;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;
import org.upsjail.protocol.fact.NotifyType;

/** A monitor that is jailed and proved, and then somebody else's. What docs/TRUST.md says of it is what happens. */
class ConqueredIT {

    /** Another one: {@code -Dupsjail.seed=N}. */
    private static final long SEED = Long.getLong("upsjail.seed", 1);

    private static final Duration LIMIT = RunningUpsjail.START_LIMIT;

    /** Some fifteen starts of a JVM with back-off between them, and the waits for heartbeats that never come. */
    private static final Duration ALL = Duration.ofMinutes(4);

    /** -Xmx48m, and what a JVM needs beside its heap. */
    private static final long MEMORY_KIB = 160 * 1024;

    /** The dispatcher marks and bounds them: 600 a minute of the monitor's, and its own. */
    private static final long LOG_LINES = 2000;

    @Test
    void whateverTheWireAllowsOrForbidsCostsTheMonitorItsLifeAndTheHostNothing() throws Exception {
        List<Treachery> treacheries = new ArrayList<>(Arrays.stream(Treachery.values())
                .filter(treachery -> !treachery.ending().isEmpty())
                .toList());
        Collections.shuffle(treacheries, new Random(SEED));
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = traitors(setup, upsd.system("ups"), treacheries)) {
            Polling.until("the end of each", ALL, () -> endings(upsjail).size() == treacheries.size());
            upsjail.awaitWatching(upsjail.logPosition());
            assertEndings(treacheries, endings(upsjail));
            assertBounded(upsjail, setup);
            assertViolationsAreKept(treacheries, setup);

            upsd.setStatus("ups", "OB LB");

            setup.handlers().await(call -> call.is("LOWBATT"), LIMIT);
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), LIMIT);
            assertEquals(0, upsjail.program().awaitExit(LIMIT));
        }
    }

    @Test
    void falseAlarmTakesTheHostDownByTheConfiguredCommandAfterItIsAnnounced() throws Exception {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = traitors(setup, upsd.system("ups"), List.of(Treachery.FALSE_ALARM))) {
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), LIMIT);
            assertEquals(0, upsjail.program().awaitExit(LIMIT));

            List<String> told =
                    setup.handlers().calls().stream().map(HandlerCall::type).toList();
            assertTrue(told.indexOf("SHUTDOWN") >= 0, told::toString);
            assertTrue(told.indexOf("SHUTDOWN") < told.indexOf(HandlerCall.SHUTDOWN), told::toString);
            assertEquals(1, setup.handlers().count(HandlerCall.SHUTDOWN));
        }
    }

    @Test
    void hiddenPowerFailureIsSeenByTheNextMonitor() throws Exception {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = traitors(setup, upsd.system("ups"), List.of(Treachery.ALL_IS_WELL))) {
            long liar = upsjail.awaitWatching();
            upsd.setStatus("ups", "OB LB");
            Answer status = ask(setup, "upsjail", "-c", "status");
            assertTrue(status.text().contains("ONLINE"), status::text);

            RunningProgram.kill("KILL", liar);

            setup.handlers().await(call -> call.is("LOWBATT"), LIMIT);
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), LIMIT);
            assertEquals(0, upsjail.program().awaitExit(LIMIT));
        }
    }

    private static RunningUpsjail traitors(Setup setup, String ups, List<Treachery> treacheries) throws Exception {
        String digest =
                ConfigurationReader.read(setup.written(), SecretPolicy.DROP).digest();
        Path home = setup.directory().resolve("home");
        DoorInstallation installation = DoorInstallation.ofTraitors(home, treacheries, ups, digest, SEED);
        return RunningUpsjail.start(installation.installation(), setup, Map.of());
    }

    private static List<String> endings(RunningUpsjail upsjail) {
        return upsjail.program().lines().entries().stream()
                .map(OutputLine::text)
                .filter(line -> line.matches("monitor \\d+ lost: .*"))
                .toList();
    }

    private static void assertEndings(List<Treachery> treacheries, List<String> endings) {
        for (int i = 0; i < treacheries.size(); i++) {
            String ending = endings.get(i);
            String wanted = treacheries.get(i).ending();
            assertTrue(Pattern.compile(wanted).matcher(ending).find(), treacheries.get(i) + ": " + ending);
        }
    }

    /** In a file of their own, so that nothing else can rotate them away; `upsjail journal` shows them among the rest. */
    private static void assertViolationsAreKept(List<Treachery> treacheries, Setup setup) throws IOException {
        List<String> kept = Files.readAllLines(setup.directory().resolve("state/journal/violations.jsonl"));
        long violations = treacheries.stream()
                .filter(treachery -> treachery.ending().startsWith("violation"))
                .count();
        assertEquals(violations, kept.size(), kept::toString);
        assertTrue(kept.stream().allMatch(line -> line.contains("\"kind\":\"violation\"")), kept::toString);
    }

    private static void assertBounded(RunningUpsjail upsjail, Setup setup) throws IOException {
        long peak = ProcMemory.peakKib(upsjail.program().pid());
        assertTrue(peak < MEMORY_KIB, peak + " KiB");
        List<OutputLine> lines = upsjail.program().lines().entries();
        assertTrue(lines.size() < LOG_LINES, lines.size() + " lines");
        Set<String> forged = lines.stream()
                .map(OutputLine::text)
                .filter(line -> line.contains("owned") && !line.startsWith("[monitor] "))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), forged);
        Set<String> run =
                setup.handlers().calls().stream().map(HandlerCall::type).collect(Collectors.toSet());
        run.removeAll(
                Arrays.stream(NotifyType.values()).map(NotifyType::toString).toList());
        assertEquals(Set.of(), run);
    }
}
