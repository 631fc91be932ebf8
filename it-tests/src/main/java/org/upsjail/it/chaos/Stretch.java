// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.upsjail.it.chaos.Event.Reach;
import org.upsjail.it.differential.Condition;

/** A time in which nothing changed of what a monitor could read of one UPS. */
record Stretch(long from, long to, Condition condition, boolean latched, Reach reach) {

    /** A connection that was cut is there again, and read. */
    static final long AFTER_CUT = 3_000;

    /** An answer that never came is given up after five seconds, and asked for again a poll later. */
    static final long AFTER_ERRATIC = 7_000;

    /** The whole life of {@code ups}; it begins on line. */
    static List<Stretch> of(History history, World world, String ups) {
        String server = world.serverOf().getOrDefault(ups, "");
        List<History.Held<Condition>> conditions = history.held(
                Condition.served("OL"),
                event -> (event instanceof Event.Says says && says.ups().equals(ups)) ? says.condition() : null);
        List<History.Held<Boolean>> latches = history.held(
                false, event -> (event instanceof Event.Latched it && it.ups().equals(ups)) ? it.fsd() : null);
        List<History.Held<Reach>> reaches = history.held(
                Reach.HONEST,
                event -> (event instanceof Event.Answers it && it.server().equals(server)) ? it.reach() : null);
        Spans away = spansOf(reaches, Reach.AWAY);
        Spans erratic = spansOf(reaches, Reach.ERRATIC).longerBy(AFTER_ERRATIC).and(cuts(history, server));
        TreeSet<Long> bounds = new TreeSet<>(List.of(0L));
        conditions.forEach(held -> bounds.add(held.from()));
        latches.forEach(held -> bounds.add(held.from()));
        away.list().forEach(span -> bounds.addAll(List.of(span.from(), span.to())));
        erratic.list().forEach(span -> bounds.addAll(List.of(span.from(), span.to())));
        List<Stretch> stretches = new ArrayList<>();
        for (Long from : bounds) {
            Long to = bounds.higher(from);
            Reach reach = isIn(away, from) ? Reach.AWAY : isIn(erratic, from) ? Reach.ERRATIC : Reach.HONEST;
            stretches.add(new Stretch(
                    from, to == null ? Long.MAX_VALUE : to, at(conditions, from), at(latches, from), reach));
        }
        return stretches;
    }

    /** Whether a monitor that looks can read the status. */
    boolean readable() {
        return reach != Reach.AWAY && condition.communicates();
    }

    /** Whether a monitor that looks does read the status. */
    boolean surelyRead() {
        return reach == Reach.HONEST && condition.communicates();
    }

    private static Spans cuts(History history, String server) {
        return new Spans(history.all(Event.Cut.class)
                .filter(cut -> cut.server().equals(server))
                .map(cut -> new Spans.Span(cut.at(), cut.at() + AFTER_CUT))
                .toList());
    }

    private static Spans spansOf(List<History.Held<Reach>> reaches, Reach which) {
        return new Spans(reaches.stream()
                .filter(held -> held.value() == which)
                .map(held -> new Spans.Span(held.from(), Math.min(held.to(), Long.MAX_VALUE / 2)))
                .toList());
    }

    private static boolean isIn(Spans spans, long time) {
        return spans.list().stream().anyMatch(span -> span.from() <= time && time < span.to());
    }

    private static <V> V at(List<History.Held<V>> held, long time) {
        return held.stream()
                .filter(one -> one.from() <= time && time < one.to())
                .findFirst()
                .orElseThrow()
                .value();
    }
}
