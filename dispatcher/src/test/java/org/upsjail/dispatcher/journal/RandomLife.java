// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** A random life of a dispatcher, as lines of a journal, with what is true after each line kept by other means. */
final class RandomLife {

    static final String BOOT = "boot";
    static final List<UpsName> UPSES = List.of(new UpsName("a"), new UpsName("b"));

    /** All but ALONE, which nobody takes up. */
    private static final List<FactType> TYPES =
            EnumSet.complementOf(EnumSet.of(FactType.ALONE)).stream().toList();

    /** What is true after a line. */
    record Truth(List<KnownFact> ledger, Map<Long, Boolean> unfinished) {}

    final List<JournalLine> lines = new ArrayList<>();
    final List<Truth> truths = new ArrayList<>();
    Duration now = Duration.ofHours(1);
    private final Random random;
    private final Decider decider;
    private final Map<Long, Boolean> unfinished = new LinkedHashMap<>();

    RandomLife(long seed, int steps) {
        random = new Random(seed);
        decider = new Decider(
                Configurations.with(
                        "NOTIFYCMD /bin/true",
                        Configurations.monitor(UPSES.get(0), 1, "primary"),
                        Configurations.monitor(UPSES.get(1), 1, "secondary")),
                Duration.ZERO);
        write(new JournalRecord.Started(BOOT, UpsSet.digest(UPSES), 1, false));
        for (int step = 0; step < steps; step++) {
            now = now.plusMillis(random.nextInt(500));
            step();
        }
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> state(randomFact());
            case 3, 4 ->
                pick(false).ifPresent(number -> {
                    unfinished.put(number, true);
                    write(new JournalRecord.CommandStarted(number, false));
                });
            case 5, 6 ->
                pick(true).ifPresent(number -> {
                    unfinished.remove(number);
                    write(new JournalRecord.CommandEnded(
                            number, Duration.ofMillis(3), OptionalInt.of(0), Optional.empty()));
                });
            default -> write(new JournalRecord.Decided("line with \"quotes\" and \u00e4"));
        }
    }

    private void state(Fact fact) {
        boolean news = !decider.knows(fact, now);
        List<Announcement> told = decider.stated(fact, now).stream()
                .filter(Effect.Announce.class::isInstance)
                .map(effect -> ((Effect.Announce) effect).announcement())
                .toList();
        if (news && told.isEmpty()) {
            write(new JournalRecord.Believed(fact));
        } else if (news) {
            boolean execute = random.nextInt(4) > 0;
            if (execute) {
                unfinished.put((long) lines.size(), false);
            }
            write(new JournalRecord.Announced(told.get(0), execute, true));
        }
    }

    private Fact randomFact() {
        FactType type = TYPES.get(random.nextInt(TYPES.size()));
        Optional<FactText> text =
                type.mayCarryText() ? Optional.of(new FactText("text " + random.nextInt(3))) : Optional.empty();
        return Fact.of(type, UPSES.get(random.nextInt(UPSES.size())), text);
    }

    private Optional<Long> pick(boolean started) {
        List<Long> candidates = unfinished.entrySet().stream()
                .filter(entry -> entry.getValue() == started)
                .map(Map.Entry::getKey)
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    private void write(JournalRecord record) {
        lines.add(new JournalLine(lines.size(), now, Instant.EPOCH.plus(now), false, record));
        truths.add(new Truth(ledger(), new LinkedHashMap<>(unfinished)));
    }

    private List<KnownFact> ledger() {
        return UPSES.stream().map(decider::known).flatMap(Collection::stream).toList();
    }
}
