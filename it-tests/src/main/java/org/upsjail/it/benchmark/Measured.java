// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.upsjail.it.benchmark.Contender.Kind;
import org.upsjail.it.footprint.Spread;

/** What was measured of both, by quantity, in the order of the first measurement; as the rows of a Markdown table. */
final class Measured {

    static final List<String> HEADING = List.of("| what | upsmon | upsjail | upsjail : upsmon |", "|---|---|---|---|");

    private static final String NOTHING = "-";

    private final Map<String, Map<Kind, List<Double>>> values = new LinkedHashMap<>();
    private final Map<String, Map<Kind, String>> words = new LinkedHashMap<>();

    void add(String quantity, Kind kind, Number value) {
        values.computeIfAbsent(quantity, name -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, name -> new ArrayList<>())
                .add(value.doubleValue());
    }

    /** What cannot be said by a number: why there is none. */
    void say(String quantity, Kind kind, String what) {
        values.computeIfAbsent(quantity, name -> new EnumMap<>(Kind.class));
        words.computeIfAbsent(quantity, name -> new EnumMap<>(Kind.class)).put(kind, what);
    }

    List<String> rows() {
        List<String> rows = new ArrayList<>();
        values.forEach((quantity, of) -> rows.add(String.join(
                " | ", "| " + quantity, cell(quantity, Kind.UPSMON), cell(quantity, Kind.UPSJAIL), ratio(of) + " |")));
        return rows;
    }

    private String cell(String quantity, Kind kind) {
        List<Double> of = values.getOrDefault(quantity, Map.of()).get(kind);
        String said = words.getOrDefault(quantity, Map.of()).getOrDefault(kind, of == null ? NOTHING : "");
        String spread =
                of == null ? "" : Spread.of(of).in(1, decimals(Spread.of(of).median()));
        return (spread + " " + said).strip();
    }

    private static String ratio(Map<Kind, List<Double>> of) {
        List<Double> upsmon = of.get(Kind.UPSMON);
        List<Double> upsjail = of.get(Kind.UPSJAIL);
        if (upsmon == null || upsjail == null || Spread.of(upsmon).median() == 0) {
            return NOTHING;
        }
        double ratio = Spread.of(upsjail).median() / Spread.of(upsmon).median();
        return String.format(Locale.ROOT, "%." + decimals(ratio) + "f", ratio);
    }

    /** Three digits that count. */
    private static int decimals(double value) {
        return value >= 100 ? 0 : value >= 10 ? 1 : 2;
    }
}
