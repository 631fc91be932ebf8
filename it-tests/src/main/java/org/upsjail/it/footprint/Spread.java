// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The least, the middle and the greatest of several measurements. */
public record Spread(double least, double median, double greatest) {

    public static Spread of(Collection<? extends Number> measured) {
        List<Double> sorted =
                measured.stream().map(Number::doubleValue).sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** {@code median [least..greatest]}, each divided by {@code unit}. */
    public String in(double unit, int decimals) {
        return String.format(
                Locale.ROOT,
                "%." + decimals + "f [%." + decimals + "f..%." + decimals + "f]",
                median / unit,
                least / unit,
                greatest / unit);
    }
}
