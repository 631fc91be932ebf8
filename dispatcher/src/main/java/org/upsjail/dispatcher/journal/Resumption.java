// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.dispatcher.decide.ToldAt;

/**
 * What a dispatcher takes up from one that is gone. Times are of its own clock, so before its start they are negative.
 *
 * @param held what was not told for its number
 * @param commands NOTIFYCMDs that were to run and are not known to have ended, in order
 * @param shutdown whether a shutdown was under way
 */
public record Resumption(
        List<KnownFact> ledger,
        List<ToldAt> told,
        List<Announcement> held,
        List<UnfinishedCommand> commands,
        boolean shutdown) {

    /** What is older is no longer news, and what it says of a UPS is no longer worth a shutdown. */
    static final Duration MAX_AGE = Duration.ofMinutes(10);

    /**
     * A NOTIFYCMD that is still to run.
     *
     * @param number of its announcement's record
     * @param started whether it may have run before
     */
    public record UnfinishedCommand(long number, Announcement announcement, boolean started) {}

    /**
     * What this process must have in common with the one before.
     *
     * @param boot of the kernel, another one after each boot; empty where it is not known
     * @param upses digest of the names of the UPSes
     * @param epoch what the monotonic clock said when the clock of this process was zero
     */
    public record Circumstances(String boot, String upses, Duration epoch) {}

    /** Empty when there is nothing to take up, or it is of another boot, other UPSes, or too long ago. */
    static Optional<Resumption> of(JournalState state, Circumstances now, Duration monoNow) {
        Optional<JournalRecord.Started> start = state.start().map(line -> (JournalRecord.Started) line.record());
        boolean young = state.last()
                .map(line -> monoNow.minus(line.mono()))
                .filter(age -> !age.isNegative() && age.compareTo(MAX_AGE) <= 0)
                .isPresent();
        boolean same = start.filter(before -> !now.boot().isEmpty()
                        && before.boot().equals(now.boot())
                        && before.upses().equals(now.upses()))
                .isPresent();
        return young && same ? Optional.of(from(state, time -> time.minus(now.epoch()))) : Optional.empty();
    }

    private static Resumption from(JournalState state, UnaryOperator<Duration> toOwn) {
        return new Resumption(
                state.ledger().stream()
                        .map(known -> new KnownFact(
                                known.fact(),
                                toOwn.apply(known.since()),
                                known.latchedSince().map(toOwn)))
                        .toList(),
                state.told().stream()
                        .map(line -> new ToldAt(
                                ((JournalRecord.Announced) line.record()).announcement(), toOwn.apply(line.mono())))
                        .toList(),
                state.held().stream()
                        .map(line -> ((JournalRecord.Held) line.record()).announcement())
                        .toList(),
                state.unfinished().stream()
                        .map(one -> new UnfinishedCommand(
                                one.announced().number(),
                                ((JournalRecord.Announced) one.announced().record()).announcement(),
                                one.started() != null))
                        .toList(),
                state.shutdownUnderWay());
    }
}
