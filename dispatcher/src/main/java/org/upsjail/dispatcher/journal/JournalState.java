// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.dispatcher.decide.Subject;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/**
 * What the lines of a journal come to: the ledger, what was told, what is still to be run. Pure. A new file begins with
 * {@link #carried}, so that each can be read alone.
 */
final class JournalState {

    /** What is told again after a time, so that the time of the last telling counts. */
    private static final Set<NotifyType> REPEATED = Set.of(NotifyType.REPLBATT, NotifyType.NOCOMM);

    private record Key(UpsName ups, Aspect aspect) {}

    /** @param started whether NOTIFYCMD was started for it and is not known to have ended */
    record Unfinished(JournalLine announced, @Nullable JournalLine started) {}

    private final Map<Key, JournalLine> ledger = new LinkedHashMap<>();
    private final Map<Subject, JournalLine> told = new HashMap<>();
    private final Map<Subject, JournalLine> held = new LinkedHashMap<>();
    private final Map<Long, Unfinished> unfinished = new LinkedHashMap<>();
    private @Nullable JournalLine start;
    private @Nullable JournalLine shutdown;
    private @Nullable JournalLine stop;
    private @Nullable JournalLine last;
    private long nextNumber;

    void apply(JournalLine line) {
        nextNumber = Math.max(nextNumber, line.number() + 1);
        if (last == null || !line.carried()) {
            last = line;
        }
        JournalRecord record = line.record();
        if (record instanceof JournalRecord.Started started) {
            begin(line, started);
        } else if (record instanceof JournalRecord.Reloaded reloaded && start != null) {
            JournalRecord.Started before = (JournalRecord.Started) start.record();
            start = start.carrying(
                    new JournalRecord.Started(before.boot(), reloaded.upses(), before.pid(), before.resumed()));
        } else if (record instanceof JournalRecord.Stopped) {
            stop = line;
            forgetLedger();
            shutdown = null;
        } else if (record instanceof JournalRecord.Gap) {
            // What was lost may have been anything; told twice is better than not at all.
            forgetLedger();
            unfinished.replaceAll((number, one) -> started(one.announced(), line));
        } else if (record instanceof JournalRecord.Shutdown now) {
            shutdown = now.underWay() ? line : null;
        } else if (record instanceof JournalRecord.ShutdownCommandEnded ended) {
            shutdown = ended.failure().isPresent() ? shutdown : null;
        } else {
            applyToLedgerAndCommands(line);
        }
    }

    private void applyToLedgerAndCommands(JournalLine line) {
        JournalRecord record = line.record();
        if (record instanceof JournalRecord.Believed believed) {
            enter(line, believed.fact());
        } else if (record instanceof JournalRecord.Known known) {
            ledger.put(keyOf(known.known().fact()), line);
        } else if (record instanceof JournalRecord.LastTold it) {
            JournalRecord alone = new JournalRecord.Announced(it.announcement(), false, false);
            told.put(Subject.of(it.announcement()), new JournalLine(line.number(), it.at(), line.wall(), false, alone));
        } else if (record instanceof JournalRecord.Announced announced) {
            announced(line, announced);
        } else if (record instanceof JournalRecord.Held holding) {
            if (holding.believed()) {
                enter(line, factOf(holding.announcement()));
            }
            held.remove(Subject.of(holding.announcement()));
            held.put(
                    Subject.of(holding.announcement()),
                    line.carrying(new JournalRecord.Held(holding.announcement(), false)));
        } else if (record instanceof JournalRecord.CommandStarted started) {
            unfinished.computeIfPresent(
                    started.announced(), (number, before) -> new Unfinished(before.announced(), line));
        } else if (record instanceof JournalRecord.CommandEnded ended) {
            unfinished.remove(ended.announced());
        } else if (record instanceof JournalRecord.CommandsKnown) {
            unfinished.clear();
        } else if (record instanceof JournalRecord.StillToRun still) {
            JournalLine announced = new JournalLine(
                    still.announced(),
                    line.mono(),
                    line.wall(),
                    false,
                    new JournalRecord.Announced(still.announcement(), true, false));
            unfinished.put(
                    still.announced(), still.started() ? started(announced, line) : new Unfinished(announced, null));
        }
    }

    /** By {@code line} it was started, or may have been. */
    private static Unfinished started(JournalLine announced, JournalLine line) {
        return new Unfinished(announced, line.carrying(new JournalRecord.CommandStarted(announced.number(), false)));
    }

    /** The lines that come to the same. */
    List<JournalLine> carried() {
        List<JournalLine> lines = new ArrayList<>();
        add(start, lines);
        ledger.values().forEach(line -> add(line, lines));
        told.values().forEach(line -> {
            JournalRecord.Announced announced = (JournalRecord.Announced) line.record();
            lines.add(line.carrying(new JournalRecord.Announced(announced.announcement(), false, false)));
        });
        unfinished.values().forEach(one -> {
            add(one.announced(), lines);
            add(one.started(), lines);
        });
        held.values().forEach(line -> add(line, lines));
        add(shutdown, lines);
        add(stop, lines);
        return lines;
    }

    Optional<JournalLine> start() {
        return Optional.ofNullable(start);
    }

    Optional<JournalLine> last() {
        return Optional.ofNullable(last);
    }

    /** Above that of every line. */
    long nextNumber() {
        return nextNumber;
    }

    boolean shutdownUnderWay() {
        return shutdown != null;
    }

    List<KnownFact> ledger() {
        return ledger.values().stream()
                .map(line -> ((JournalRecord.Known) line.record()).known())
                .toList();
    }

    List<JournalLine> told() {
        return List.copyOf(told.values());
    }

    List<JournalLine> held() {
        return List.copyOf(held.values());
    }

    /** In the order in which they were announced. */
    List<Unfinished> unfinished() {
        return List.copyOf(unfinished.values());
    }

    private void begin(JournalLine line, JournalRecord.Started started) {
        if (!started.resumed() && !line.carried()) {
            forgetLedger();
            unfinished.clear();
            shutdown = null;
        }
        start = line;
        stop = null;
    }

    private void forgetLedger() {
        ledger.clear();
        told.clear();
        held.clear();
    }

    /** As the ledger itself does: a fact that is stated on with another text holds since it was first stated. */
    private void enter(JournalLine line, Fact fact) {
        Key key = keyOf(fact);
        JournalLine before = ledger.get(key);
        Duration since = line.mono();
        Optional<Duration> latched = Optional.empty();
        if (before == null) {
            latched = fact.type() == FactType.FSD ? Optional.of(line.mono()) : Optional.empty();
        } else {
            KnownFact known = ((JournalRecord.Known) before.record()).known();
            if (known.fact().type() == fact.type()) {
                since = known.since();
                latched = known.latchedSince();
            }
        }
        ledger.put(key, line.carrying(new JournalRecord.Known(new KnownFact(fact, since, latched))));
    }

    private void announced(JournalLine line, JournalRecord.Announced announced) {
        if (announced.believed()) {
            enter(line, factOf(announced.announcement()));
        }
        Subject subject = Subject.of(announced.announcement());
        held.remove(subject);
        if (REPEATED.contains(announced.announcement().type())) {
            told.put(subject, line);
        }
        if (announced.execute()) {
            JournalRecord alone = new JournalRecord.Announced(announced.announcement(), true, false);
            unfinished.put(line.number(), new Unfinished(line.carrying(alone), null));
        }
    }

    private static Fact factOf(Announcement announcement) {
        return Fact.of(
                FactType.valueOf(announcement.type().name()), announcement.ups().orElseThrow(), announcement.text());
    }

    private static Key keyOf(Fact fact) {
        return new Key(fact.ups(), fact.type().aspect());
    }

    private static void add(@Nullable JournalLine line, List<JournalLine> lines) {
        if (line != null) {
            lines.add(line.carry());
        }
    }
}
