// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.journal.JournalReport;
import org.upsjail.dispatcher.journal.JournalStart;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;
import org.upsjail.protocol.config.UpsjailConf.Records;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;

/** How a flood of facts is written down. */
class LedgerRecordsTest {

    private static final Fact ON_BATTERY = Fact.of(FactType.ONBATT, Configurations.UPS);
    private static final Fact ON_LINE = Fact.of(FactType.ONLINE, Configurations.UPS);

    @TempDir
    Path directory;

    private Decider decider = new Decider(Configurations.with(), Duration.ZERO);
    private Journal journal = Journal.none();
    private LedgerRecords records = records();
    private Duration now = Duration.ofSeconds(100);

    @BeforeEach
    void open() throws IOException {
        JournalStart start = JournalStart.in(
                () -> directory,
                new Records(directory, 1 << 20, 2, Optional.empty()),
                new Circumstances("boot", "upses", Duration.ZERO),
                () -> now,
                Runnable::run,
                line -> {});
        journal = start.journal();
        records = records();
    }

    private LedgerRecords records() {
        return new LedgerRecords(journal, () -> now, () -> decider, ups -> List.of(), List::of);
    }

    private void flip(int times) {
        for (int i = 0; i < times; i++) {
            Fact fact = i % 2 == 0 ? ON_BATTERY : ON_LINE;
            decider.stated(fact, now);
            records.changed(fact.ups(), new JournalRecord.Believed(fact));
        }
    }

    private List<String> written(String kind) throws IOException {
        journal.end(Duration.ofSeconds(30));
        List<String> lines = new ArrayList<>();
        new JournalReport(directory, Instant.EPOCH, false).print(lines::add);
        return lines.stream().filter(line -> line.contains(" " + kind + " ")).toList();
    }

    @Test
    void changesWithinTheRateAreWrittenEachByItself() throws IOException {
        flip(LedgerRecords.RECORDS_A_MINUTE);

        assertEquals(LedgerRecords.RECORDS_A_MINUTE, written("fact").size());
    }

    @Test
    void beyondTheRateWhatHoldsIsWrittenOnceThereIsRoom() throws IOException {
        flip(10 * LedgerRecords.RECORDS_A_MINUTE);
        records.tick();
        now = now.plusSeconds(10);
        records.tick();
        records.tick();

        assertEquals(LedgerRecords.RECORDS_A_MINUTE, written("fact").size());
        List<String> known = written("known");
        assertEquals(1, known.size());
        assertEquals(true, known.get(0).contains("ONLINE"), known.toString());
    }

    @Test
    void whatIsDueOfAUpsThatAReloadTookOutIsForgotten() throws IOException {
        flip(10 * LedgerRecords.RECORDS_A_MINUTE);
        decider = decider.under(Configurations.with("MONITOR other@host 1 user secret primary"), Duration.ZERO);
        now = now.plusSeconds(10);
        records.tick();

        assertEquals(0, written("known").size());
    }

    @Test
    void whatIsToldAgainAfterATimeIsWrittenWithWhatHolds() throws IOException {
        decider.stated(Fact.of(FactType.REPLBATT, Configurations.UPS), now);
        flip(10 * LedgerRecords.RECORDS_A_MINUTE);
        now = now.plusSeconds(10);
        records.tick();

        List<String> told = written("last-told");
        assertEquals(1, told.size());
        assertEquals(true, told.get(0).contains("at_ms=100000"), told.toString());
    }

    @Test
    void shutdownIsWrittenWhenItBeginsAndWhenItIsOver() throws IOException {
        records.shutdown(false);
        records.shutdown(true);
        records.shutdown(true);
        records.shutdown(false);

        assertEquals(2, written("shutdown").size());
    }

    @Test
    void shutdownThatWasTakenUpIsInTheJournalAlready() throws IOException {
        records.shutdownTakenUp();
        records.shutdown(true);

        assertEquals(0, written("shutdown").size());
    }
}
