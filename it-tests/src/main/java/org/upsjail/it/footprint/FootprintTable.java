// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** Writes many starts as Markdown, {@code median [least..greatest]} in each field. */
final class FootprintTable {

    private static final double KIB_IN_MIB = 1024;
    private static final double NANOS_IN_MILLI = 1e6;

    private FootprintTable() {}

    static List<String> heading(String conditions) {
        return List.of(
                "| " + conditions
                        + " | command to first poll, ms | RSS, MiB | PSS, MiB | private, MiB | of it dirty, MiB | threads | descriptors | processor, ms |",
                "|---|---|---|---|---|---|---|---|---|");
    }

    /** A row for the program as a whole and one for each process. */
    static List<String> rows(String program, List<Start> starts) {
        List<String> rows = new ArrayList<>();
        Spread polled = ofTimes(starts.stream().map(Start::polled).toList());
        List<Footprint> whole = starts.stream()
                .map(start -> start.processes().values().stream()
                        .reduce(Footprint::plus)
                        .orElseThrow())
                .toList();
        rows.add(row("**" + program + "**, both", polled.in(NANOS_IN_MILLI, 0), whole));
        for (String process : starts.get(0).processes().keySet()) {
            List<Footprint> each =
                    starts.stream().map(start -> start.processes().get(process)).toList();
            rows.add(row(process, "", each));
        }
        return rows;
    }

    /** Where the time of a start goes. */
    static List<String> steps(List<Start> starts) {
        List<String> rows = new ArrayList<>(List.of("| step | ms since the command |", "|---|---|"));
        for (Step step : Step.values()) {
            Spread reached = ofTimes(
                    starts.stream().map(start -> start.steps().get(step)).toList());
            rows.add("| " + step + " | " + reached.in(NANOS_IN_MILLI, 0) + " |");
        }
        Spread polled = ofTimes(starts.stream().map(Start::polled).toList());
        rows.add("| the first poll reaches upsd | " + polled.in(NANOS_IN_MILLI, 0) + " |");
        return rows;
    }

    private static String row(String name, String time, Collection<Footprint> measured) {
        return String.join(
                " | ",
                "| " + name,
                time,
                spread(measured, Footprint::rss).in(KIB_IN_MIB, 1),
                spread(measured, Footprint::pss).in(KIB_IN_MIB, 1),
                spread(measured, Footprint::privateMemory).in(KIB_IN_MIB, 1),
                spread(measured, Footprint::dirty).in(KIB_IN_MIB, 1),
                spread(measured, Footprint::threads).in(1, 0),
                spread(measured, Footprint::descriptors).in(1, 0),
                spread(measured, Footprint::processor).in(1, 0) + " |");
    }

    private static Spread spread(Collection<Footprint> measured, ToLongFunction<Footprint> field) {
        return Spread.of(measured.stream().map(field::applyAsLong).toList());
    }

    private static Spread ofTimes(Collection<Duration> times) {
        return Spread.of(times.stream().map(Duration::toNanos).toList());
    }
}
