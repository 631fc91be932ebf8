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

    /** A disk that is well answers in a thousandth of it; a host that is not watched cannot wait for one that is not. */
    static final Duration OPEN_LIMIT = Duration.ofSeconds(2);

    /** Where the journal is; to be called once, may take for ever. */
    @FunctionalInterface
    public interface Place {
        /** @throws IOException where none can be kept */
        Path directory() throws IOException;
    }

    /**
     * Opens the journal, before there is a decide thread. One that cannot be read is said and otherwise as an empty one. Where
     * the disk does not answer within {@link #OPEN_LIMIT} nothing is taken up, and the journal is kept from when it answers.
     *
     * @param clock of this process
     * @param warnings any thread
     * @throws IOException where none can be kept
     */
    public static JournalStart in(
            Place place,
            Records settings,
            Circumstances now,
            Supplier<Duration> clock,
            Executor decideThread,
            Consumer<String> warnings)
            throws IOException {
        JournalOpening opening = new JournalOpening(place, settings, warnings);
        Optional<JournalState> state = opening.within(OPEN_LIMIT);
        if (state.isEmpty()) {
            warnings.accept(
                    "the disk of " + settings.stateDirectory() + " has not answered for " + OPEN_LIMIT.toSeconds()
                            + " s: watching begins without the journal, nothing is taken up; it is written from when the disk answers");
        }
        Optional<Resumption> resumption =
                state.flatMap(left -> Resumption.of(left, now, now.epoch().plus(clock.get())));
        Clock wall = Clock.systemUTC();
        // By now there were fewer records than milliseconds: so numbers go up, though nobody knows how far they got.
        long next = state.map(JournalState::nextNumber).orElseGet(wall::millis);
        Journal journal = new Journal(opening, next, clock, now.epoch(), wall, decideThread, warnings);
        journal.record(new JournalRecord.Started(
                now.boot(), now.upses(), ProcessHandle.current().pid(), resumption.isPresent()));
        return new JournalStart(journal, resumption);
    }
}
