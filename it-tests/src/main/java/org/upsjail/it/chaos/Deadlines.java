// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.List;
import java.util.OptionalLong;

/** By when what holds for a while must have been read, believed and told. */
final class Deadlines {

    /** A poll, its way through both processes and the start of a handler, on a machine that has other things to do. */
    static final long READ_AND_TOLD = 3_000;

    /** The same again, and as much for a machine that is busy. */
    static final long SLACK = 5_000;

    private final History history;
    private final Spans outages;
    private final Spans busy;
    private final List<Long> settled;
    private final long over;

    Deadlines(History history) {
        this.history = history;
        outages = history.outages();
        busy = outages.and(history.hanging());
        settled = history.all(Event.Settled.class).map(Event::at).toList();
        over = history.shutdownSeen().orElse(Long.MAX_VALUE);
    }

    /** Empty where it may pass unnoticed. */
    OptionalLong of(Slot slot) {
        OptionalLong bySettling = settled.stream()
                .mapToLong(Long::longValue)
                .filter(time -> slot.from() <= time && time <= slot.to() && slot.sure())
                .findFirst();
        OptionalLong noticed =
                slot.sure() ? outages.firstFree(slot.from(), slot.to(), READ_AND_TOLD) : OptionalLong.empty();
        if (noticed.isEmpty()) {
            return bySettling;
        }
        long told = undisturbedAfter(noticed.getAsLong());
        boolean demanded = told < over && told <= history.end();
        if (!demanded) {
            return bySettling;
        }
        return OptionalLong.of(bySettling.isPresent() ? Math.min(told, bySettling.getAsLong()) : told);
    }

    private long undisturbedAfter(long noticed) {
        return busy.firstFree(noticed, Long.MAX_VALUE / 2 + 1_000_000, SLACK).orElse(Long.MAX_VALUE);
    }
}
