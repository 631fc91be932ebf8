// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;

/** The files: what survives, what rotates, what stays. */
class JournalFilesTest {

    private static final int FILES = 3;
    private static final long SMALL = 2000;

    @TempDir
    Path directory;

    private static JournalLine line(long number, JournalRecord record) {
        return new JournalLine(number, Duration.ofMillis(number), Instant.EPOCH, false, record);
    }

    private Path present() {
        return directory.resolve("journal.jsonl");
    }

    private JournalFiles files(long maxBytes) {
        return new JournalFiles(directory, maxBytes, FILES);
    }

    private List<String> shown() throws IOException {
        List<String> lines = new ArrayList<>();
        new JournalReport(directory, Instant.EPOCH, true).print(lines::add);
        return lines;
    }

    private static void append(JournalFiles files, List<JournalLine> lines) throws IOException {
        files.append(lines);
        files.settle(lines);
    }

    @Test
    void whatWasAppendedIsReadByTheNext() throws IOException {
        RandomLife life = new RandomLife(1, 50);
        append(files(1 << 20), life.lines);
        JournalState state = files(1 << 20).open();

        assertEquals(life.lines.size(), state.nextNumber());
        assertEquals(new HashSet<>(life.truths.get(life.truths.size() - 1).ledger()), new HashSet<>(state.ledger()));
    }

    @Test
    void tornLastLineIsTakenAwayBeforeMoreIsWritten() throws IOException {
        append(files(1 << 20), List.of(line(0, new JournalRecord.Alive())));
        Files.writeString(present(), "{\"number\":1,\"mono", StandardOpenOption.APPEND);
        JournalFiles next = files(1 << 20);
        next.open();
        append(next, List.of(line(1, new JournalRecord.Alive())));

        List<String> lines = Files.readAllLines(present());
        assertEquals(2, lines.size());
        assertTrue(lines.stream().allMatch(text -> JournalJson.read(text).isPresent()), lines.toString());
    }

    @Test
    void lineThatIsNotOursIsPassedOver() throws IOException {
        Files.writeString(present(), "garbage\n" + JournalJson.write(line(7, new JournalRecord.Alive())) + "\n");

        assertEquals(8, files(1 << 20).open().nextNumber());
    }

    @Test
    void filesAreBoundedInNumberAndSize() throws IOException {
        JournalFiles files = files(SMALL);
        for (int number = 0; number < 1000; number++) {
            append(files, List.of(line(number, new JournalRecord.Alive())));
        }

        assertEquals(FILES, RotatingFile.of(directory, "journal").size());
        for (Path file : RotatingFile.of(directory, "journal")) {
            assertTrue(Files.size(file) < 2 * SMALL, file + " " + Files.size(file));
        }
    }

    @Test
    void newFileAloneTellsAllThatHolds() throws IOException {
        RandomLife life = new RandomLife(2, 2000);
        JournalFiles files = files(SMALL);
        for (JournalLine one : life.lines) {
            append(files, List.of(one));
        }
        assertTrue(Files.exists(directory.resolve("journal.2.jsonl")));
        Files.delete(directory.resolve("journal.1.jsonl"));
        Files.delete(directory.resolve("journal.2.jsonl"));
        Resumption resumption = Resumption.of(
                        files(SMALL).open(),
                        new Circumstances(RandomLife.BOOT, UpsSet.digest(RandomLife.UPSES), Duration.ZERO),
                        life.now)
                .orElseThrow();

        RandomLife.Truth truth = life.truths.get(life.truths.size() - 1);
        assertEquals(new HashSet<>(truth.ledger()), new HashSet<>(resumption.ledger()));
        assertEquals(truth.unfinished().size(), resumption.commands().size());
    }

    @Test
    void whatIsCarriedIsShownOnce() throws IOException {
        JournalFiles files = new JournalFiles(directory, SMALL, 100);
        RandomLife life = new RandomLife(3, 200);
        for (JournalLine one : life.lines) {
            append(files, List.of(one));
        }

        assertEquals(life.lines.stream().map(JournalJson::write).toList(), shown());
    }

    @Test
    void rotationThatWasKilledBetweenItsRenamesIsFinished() throws IOException {
        append(files(1 << 20), new RandomLife(4, 20).lines);
        Files.move(present(), directory.resolve("journal.next.jsonl"));

        assertTrue(files(1 << 20).open().nextNumber() > 0);
        assertTrue(Files.exists(present()));
    }

    @Test
    void violationsOutliveAFloodOfOtherRecords() throws IOException {
        JournalFiles files = files(SMALL);
        append(files, List.of(line(0, new JournalRecord.Violated(1, "too many frames"))));
        for (int number = 1; number < 1000; number++) {
            append(files, List.of(line(number, new JournalRecord.Alive())));
        }

        assertTrue(Files.readAllLines(present()).stream().noneMatch(text -> text.contains("violation")));
        assertTrue(shown().get(0).contains("violation"));
        assertEquals(
                1, shown().stream().filter(text -> text.contains("violation")).count());
        List<String> kept = Files.readAllLines(directory.resolve("violations.jsonl"));
        assertEquals(1, kept.size());
    }

    @Test
    void violationIsShownOnceWhereItStandsAmongTheRest() throws IOException {
        JournalFiles files = files(1 << 20);
        append(files, List.of(line(0, new JournalRecord.Alive())));
        append(files, List.of(line(1, new JournalRecord.Violated(1, "too many frames"))));
        append(files, List.of(line(2, new JournalRecord.Alive())));

        assertEquals(3, shown().size());
        assertTrue(shown().get(1).contains("violation"));
    }

    @Test
    void fileThatGoesAwayIsMadeAnew() throws IOException {
        JournalFiles files = files(SMALL);
        for (int number = 0; number < 200; number++) {
            append(files, List.of(line(number, new JournalRecord.Alive())));
            Files.deleteIfExists(directory.resolve("journal.1.jsonl"));
        }

        assertTrue(Files.exists(present()));
    }

    @Test
    void directoryThatIsMissingIsAnErrorAndNoMore() throws IOException {
        Path missing = directory.resolve("missing");
        JournalFiles files = new JournalFiles(missing, SMALL, FILES);
        List<JournalLine> lines = List.of(line(0, new JournalRecord.Alive()));
        assertThrows(IOException.class, () -> append(files, lines));
        Files.createDirectory(missing);
        append(files, lines);

        assertEquals(1, Files.readAllLines(missing.resolve("journal.jsonl")).size());
    }
}
