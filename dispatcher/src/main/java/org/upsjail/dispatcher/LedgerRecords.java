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
    private final Function<UpsName, List<JournalRecord>> whatHolds;
    private final Map<UpsName, TokenBucket> rates = new HashMap<>();
    private final Set<UpsName> due = new LinkedHashSet<>();

    /** @param whatHolds all records that say how it stands with a UPS */
    LedgerRecords(Journal journal, Supplier<Duration> clock, Function<UpsName, List<JournalRecord>> whatHolds) {
        this.journal = journal;
        this.clock = clock;
        this.whatHolds = whatHolds;
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
        for (UpsName ups : List.copyOf(due)) {
            if (takes(ups)) {
                due.remove(ups);
                journal.record(whatHolds.apply(ups));
            }
        }
    }

    /** Writes all that holds of all of {@code upses}, or, if that cannot be kept, nothing. */
    void restate(List<UpsName> upses) {
        List<JournalRecord> all = new ArrayList<>();
        upses.forEach(ups -> all.addAll(whatHolds.apply(ups)));
        due.clear();
        journal.record(all);
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
