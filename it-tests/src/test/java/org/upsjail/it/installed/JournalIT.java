// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What is written down, and what happens where it cannot be. */
class JournalIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    /** Kibibytes: a few hundred records. */
    private static final int SMALL = 64;

    /** More than the places for handlers, and than those kept for what is critical. */
    private static final int MORE_THAN_PLACES = 20;

    private static List<String> namesOf(int count) {
        return IntStream.range(0, count).mapToObj(number -> "ups" + number).toList();
    }

    /** Turns the power off and on until a record finds no room; gives how often it was turned off. */
    private static int tellUntilTheDiskIsFull(SimulatedUpsd upsd, Setup setup, RunningUpsjail upsjail)
            throws IOException, InterruptedException {
        int told = 0;
        boolean full = false;
        while (!full) {
            int before = setup.handlers().calls().size();
            upsd.setStatus("ups", "OB");
            setup.handlers().awaitFrom(before, call -> call.is("ONBATT"), SOON);
            upsd.setStatus("ups", "OL");
            setup.handlers().awaitFrom(before, call -> call.is("ONLINE"), SOON);
            told++;
            full = upsjail.program().lines().entries().stream()
                    .anyMatch(line -> line.text().contains("the journal cannot be written"));
        }
        return told;
    }

    @Test
    void fullDiskStopsNothingAndIsGoneOnFromWhenThereIsRoom() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                SmallDisk disk = SmallDisk.at(setup.directory().resolve("state"), SMALL);
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            disk.fill();
            int told = tellUntilTheDiskIsFull(upsd, setup, upsjail);
            Answer full = ask(setup, "upsjail", "-c", "status");
            disk.free();
            upsd.setStatus("ups", "OB");
            upsjail.program().awaitLine("the journal is written again; \\d+ records are missing", SOON);
            setup.handlers().awaitFrom(2 * told, call -> call.is("ONBATT"), SOON);
            Answer journal = ask(setup, "upsjail", "journal", "--since", "1h");

            assertTrue(full.text().contains("journal: NOT WRITTEN"), full::text);
            assertEquals(told + 1, setup.handlers().count("ONBATT"));
            assertEquals(told, setup.handlers().count("ONLINE"));
            assertTrue(journal.text().contains(" gap lost="), journal::text);
            assertTrue(journal.text().contains(" known ups=" + upsd.system("ups")), journal::text);
        }
    }

    @Test
    void shutdownRunsThoughEveryPlaceHangsAndTheDiskDoesNotAnswer() throws IOException, InterruptedException {
        List<String> names = namesOf(MORE_THAN_PLACES);
        try (TemporaryDirectory hangs = TemporaryDirectory.create("upsjail-hangs-");
                SimulatedUpsd upsd = SimulatedUpsd.serving(names.toArray(String[]::new));
                Setup setup = Setup.quick();
                SmallDisk disk = SmallDisk.at(setup.directory().resolve("state"), SMALL)) {
            names.forEach(name -> setup.primaryOf(upsd.system(name)));
            setup.upsmon("NOTIFYCMD "
                    + setup.handlers()
                            .notifyCommandThen("hanging", "while [ -e " + hangs.path() + " ]; do sleep 0.5; done"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                // What is open has room on its last page; whoever opens it anew after that waits.
                disk.answerNoMore("journal/journal.jsonl");
                disk.fill();
                names.forEach(name -> upsd.setStatus(name, "OB"));
                upsjail.program().awaitLine("the journal cannot be written", SOON);
                names.forEach(name -> upsd.setStatus(name, "OB LB"));
                setup.handlers().await(call -> call.is("SHUTDOWNCMD"), SOON);

                assertEquals(0, upsjail.program().awaitExit(SOON));
                assertTrue(Files.exists(setup.flag()));
                assertEquals(1, setup.handlers().count("SHUTDOWN"));
                assertTrue(upsjail.program().lines().entries().stream()
                        .noneMatch(line -> line.text().contains("the journal is written again")));
            }
        }
    }

    @Test
    void diskThatHangsAtTheStartHoldsUpNoWatching() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                SmallDisk disk = SmallDisk.at(setup.directory().resolve("state"), SMALL)) {
            try (RunningUpsjail before = RunningUpsjail.start(setup)) {
                before.awaitWatching();
            }
            disk.answerNoMore("journal/journal.jsonl");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsjail.program().awaitLine("watching begins without the journal", SOON);
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT"), SOON);
                Answer status = ask(setup, "upsjail", "-c", "status");
                upsd.setStatus("ups", "OB LB");
                setup.handlers().await(call -> call.is("SHUTDOWNCMD"), SOON);

                assertTrue(status.text().contains("journal: NOT WRITTEN"), status::text);
                assertEquals(0, upsjail.program().awaitExit(SOON));
            }
        }
    }

    @Test
    void shutdownCommandStandsThereWithItsStatus() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            setup.upsmon("SHUTDOWNCMD " + setup.handlers().shutdownCommandThen("failing", "exit 3"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsd.setStatus("ups", "OB LB");
                upsjail.program().awaitLine("SHUTDOWNCMD failed", SOON);
                Answer journal = ask(setup, "upsjail", "journal", "--since", "1h");

                assertTrue(journal.text().contains("shutdown-command-ended status=3 failure="), journal::text);
            }
        }
    }

    @Test
    void everyLineIsJsonWithBothClocksAndACommandHasItsStatusAndDuration() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            setup.upsmon("NOTIFYCMD " + setup.handlers().notifyCommandThen("failing", "exit 7"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsd.setStatus("ups", "OB");
                upsjail.program().awaitLine("NOTIFYCMD for ONBATT exited with status 7", SOON);
                upsd.setStatus("ups", "OL");
                upsjail.program().awaitLine("NOTIFYCMD for ONLINE exited with status 7", SOON);
                Answer answer = ask(setup, "upsjail", "journal", "--since", "1h", "--json");
                List<JsonNode> lines = new ArrayList<>();
                for (String line : answer.text().lines().toList()) {
                    lines.add(new ObjectMapper().readTree(line));
                }

                assertEquals(0, answer.status());
                assertTrue(lines.stream().allMatch(line -> line.has("mono_ms") && line.has("wall")), answer::text);
                JsonNode ended = lines.stream()
                        .filter(line -> line.path("kind").asText().equals("command-ended"))
                        .findFirst()
                        .orElseThrow();
                assertEquals(7, ended.path("status").asInt());
                assertTrue(ended.path("took_ms").isIntegralNumber());
            }
        }
    }

    @Test
    void metricsFileHoldsTheStatus() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            Path metrics = setup.directory().resolve("upsjail.prom");
            setup.upsjail("METRICSFILE " + metrics);
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();

                Polling.until(metrics + " is there", SOON, () -> Files.exists(metrics));
                String text = Files.readString(metrics);
                assertTrue(text.contains("upsjail_ups_critical{ups=\"" + upsd.system("ups") + "\"} 0\n"), text);
                assertTrue(text.contains("upsjail_journal_writing 1\n"), text);
            }
        }
    }
}
