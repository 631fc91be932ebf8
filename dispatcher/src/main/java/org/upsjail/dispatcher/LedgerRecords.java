// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.TokenBucket;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.protocol.fact.UpsName;

/**
 * Writes down what changes of a UPS, each change by itself up to a rate. Beyond it what holds is written when there is room:
 * a flood of facts may neither rotate the history away nor leave the journal with an old state.
 */
final class LedgerRecords {

    /** A status read once a second that each time turns one condition over and back. */
    static final int RECORDS_A_MINUTE = 120;

    private final Journal journal;
    private final Supplier<Duration> clock;
    private final Supplier<Decider> decider;
    private final Function<UpsName, List<Announcement>> heldBack;
    private final Supplier<List<JournalRecord.StillToRun>> commands;
    private final Map<UpsName, TokenBucket> rates = new HashMap<>();
    private final Set<UpsName> due = new LinkedHashSet<>();
    private boolean shutdownRecorded;

    /**
     * @param heldBack what waits to be told of a UPS
     * @param commands every NOTIFYCMD that has not ended
     */
    LedgerRecords(
            Journal journal,
            Supplier<Duration> clock,
            Supplier<Decider> decider,
            Function<UpsName, List<Announcement>> heldBack,
            Supplier<List<JournalRecord.StillToRun>> commands) {
        this.journal = journal;
        this.clock = clock;
        this.decider = decider;
        this.heldBack = heldBack;
        this.commands = commands;
    }

    /** A shutdown is under way or not; to be said before anything is done about it, which takes time. */
    void shutdown(boolean underWay) {
        if (underWay != shutdownRecorded) {
            shutdownRecorded = underWay;
            journal.record(new JournalRecord.Shutdown(underWay));
        }
    }

    /** The journal has it already. */
    void shutdownTakenUp() {
        shutdownRecorded = true;
    }

    /** Something of {@code ups} has changed; {@code change} says it alone. */
    void changed(UpsName ups, JournalRecord change) {
        if (!due.contains(ups) && takes(ups)) {
            journal.record(change);
        } else {
            due.add(ups);
        }
    }

    /** Writes what is due. To be called several times a second. */
    void tick() {
        // A reload may have taken some out.
        due.retainAll(decider.get().upses());
        for (UpsName ups : List.copyOf(due)) {
            if (takes(ups)) {
                due.remove(ups);
                journal.record(whatHolds(ups));
            }
        }
        journal.tick();
        if (journal.knowledgeIsDue()) {
            due.clear();
            journal.record(allThatHolds());
        }
    }

    private List<JournalRecord> allThatHolds() {
        List<JournalRecord> records = new ArrayList<>();
        records.add(new JournalRecord.CommandsKnown());
        records.addAll(commands.get());
        decider.get().upses().forEach(ups -> records.addAll(whatHolds(ups)));
        return records;
    }

    private List<JournalRecord> whatHolds(UpsName ups) {
        List<JournalRecord> records = new ArrayList<>();
        decider.get().known(ups).forEach(known -> records.add(journal.known(known)));
        decider.get().lastTold(ups).forEach(told -> records.add(journal.lastTold(told)));
        heldBack.apply(ups).forEach(held -> records.add(new JournalRecord.Held(held, false)));
        return records;
    }

    private boolean takes(UpsName ups) {
        Duration now = clock.get();
        TokenBucket rate = rates.computeIfAbsent(ups, name -> new TokenBucket(RECORDS_A_MINUTE, now));
        boolean room = rate.has(0, now);
        if (room) {
            rate.take();
        }
        return room;
    }
}
