// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened in a life, in order of time. */
final class History {

    /** What is shown before and after a violation. */
    private static final long SHOWN = 15_000;

    private final List<Event> events;

    History(List<? extends Event> events) {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Event::at));
        this.events = List.copyOf(sorted);
    }

    /** The same with one event more. */
    History with(Event event) {
        List<Event> more = new ArrayList<>(events);
        more.add(event);
        return new History(more);
    }

    List<Event> events() {
        return events;
    }

    <E extends Event> Stream<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** When the last thing happened. */
    long end() {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).at();
    }

    /** From when on the host is going down, as far as anybody can see. */
    OptionalLong shutdownSeen() {
        return Stream.concat(
                        all(Event.Told.class).filter(told -> told.type().equals("SHUTDOWN")),
                        all(Event.ShutdownCommand.class))
                .mapToLong(Event::at)
                .min();
    }

    /** While the monitor or the dispatcher did not work, up to the end where it has not come back. */
    Spans outages() {
        return spans(event -> event instanceof Event.WatchLost, event -> event instanceof Event.WatchBack);
    }

    Spans hanging() {
        return spans(
                event -> event instanceof Event.HandlersHang it && it.hanging(),
                event -> event instanceof Event.HandlersHang it && !it.hanging());
    }

    Spans diskFull() {
        return spans(
                event -> event instanceof Event.DiskFull it && it.full(),
                event -> event instanceof Event.DiskFull it && !it.full());
    }

    /** The values of a thing at its changes, as spans up to the next change or the end. */
    <V> List<Held<V>> held(V first, Function<Event, @Nullable V> changed) {
        List<Held<V>> held = new ArrayList<>();
        V value = first;
        long since = 0;
        for (Event event : events) {
            V next = changed.apply(event);
            if (next != null) {
                held.add(new Held<>(value, since, event.at()));
                value = next;
                since = event.at();
            }
        }
        held.add(new Held<>(value, since, Long.MAX_VALUE));
        return held;
    }

    /** A value and how long it held. */
    record Held<V>(V value, long from, long to) {}

    private Spans spans(Predicate<Event> begins, Predicate<Event> ends) {
        List<Spans.Span> spans = new ArrayList<>();
        long since = -1;
        for (Event event : events) {
            if (since < 0 && begins.test(event)) {
                since = event.at();
            } else if (since >= 0 && ends.test(event)) {
                spans.add(new Spans.Span(since, event.at()));
                since = -1;
            }
        }
        if (since >= 0) {
            spans.add(new Spans.Span(since, Long.MAX_VALUE / 2));
        }
        return new Spans(spans);
    }

    /** What happened about {@code time}, a line each. */
    String around(long time) {
        StringBuilder lines = new StringBuilder();
        events.stream()
                .filter(event -> Math.abs(event.at() - time) <= SHOWN)
                .forEach(event -> lines.append(String.format(Locale.ROOT, "%9.3f  ", event.at() / 1e3))
                        .append(event)
                        .append('\n'));
        return lines.toString();
    }
}
