// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Spans of time, none touching another, in order; milliseconds, the end not included. */
final class Spans {

    /** One of them. */
    record Span(long from, long to) {
        long length() {
            return to - from;
        }
    }

    private final List<Span> spans = new ArrayList<>();

    Spans(List<Span> some) {
        some.stream().sorted(Comparator.comparingLong(Span::from)).forEach(this::add);
    }

    List<Span> list() {
        return List.copyOf(spans);
    }

    /** The span that {@code time} is in, or which ends there. */
    Span around(long time) {
        return spans.stream()
                .filter(span -> span.from() <= time && time <= span.to())
                .findFirst()
                .orElse(new Span(time, time));
    }

    /** The first end of a stretch of {@code length} within {@code from} and {@code to} that is in none of the spans. */
    OptionalLong firstFree(long from, long to, long length) {
        long begin = from;
        for (Span span : spans) {
            if (span.to() > begin && span.from() < begin + length) {
                begin = span.to();
            }
        }
        return begin + length <= to ? OptionalLong.of(begin + length) : OptionalLong.empty();
    }

    /** How much of the time between is in them. */
    long within(long from, long to) {
        return spans.stream()
                .mapToLong(span -> Math.max(0, Math.min(span.to(), to) - Math.max(span.from(), from)))
                .sum();
    }

    /** Each as much longer at its end. */
    Spans longerBy(long time) {
        return new Spans(spans.stream()
                .map(span -> new Span(span.from(), span.to() + time))
                .toList());
    }

    Spans and(Spans others) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(others.spans);
        return new Spans(all);
    }

    private void add(Span next) {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && next.from() <= last.to()) {
            spans.set(spans.size() - 1, new Span(last.from(), Math.max(last.to(), next.to())));
        } else {
            spans.add(next);
        }
    }
}
