// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;
import org.upsjail.protocol.config.UpsjailConf.Records;

/**
 * A journal that was opened, and what its last writer left to be taken up.
 *
 * @param resumption empty when there is nothing, or nothing that may be
 */
public record JournalStart(Journal journal, Optional<Resumption> resumption) {

    /**
     * Opens the journal in {@code directory}, before there is a decide thread. A journal that cannot be read is said and
     * otherwise as an empty one.
     *
     * @param clock of this process
     * @param warnings any thread
     */
    public static JournalStart in(
            Path directory,
            Records settings,
            Circumstances now,
            Supplier<Duration> clock,
            Executor decideThread,
            Consumer<String> warnings) {
        JournalFiles files = new JournalFiles(directory, settings.journalBytes(), settings.journalFiles());
        JournalState state = new JournalState();
        Optional<Resumption> resumption = Optional.empty();
        try {
            state = files.open();
            resumption = Resumption.of(state, now, now.epoch().plus(clock.get()));
        } catch (IOException | RuntimeException unreadable) {
            warnings.accept(
                    "the journal in " + directory + " cannot be read (" + unreadable + "); nothing is taken up");
        }
        Journal journal =
                new Journal(files, state.nextNumber(), clock, now.epoch(), Clock.systemUTC(), decideThread, warnings);
        journal.record(new JournalRecord.Started(
                now.boot(), now.upses(), ProcessHandle.current().pid(), resumption.isPresent()));
        return new JournalStart(journal, resumption);
    }
}
