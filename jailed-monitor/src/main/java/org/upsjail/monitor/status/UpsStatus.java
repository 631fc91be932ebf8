// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;

/**
 * One reading, taken apart: the words drivers may emit in {@code ups.status}, in any case, in the order given, and what
 * the other variables add to them.
 *
 * @param conditions the asserted facts, OL and OB among them as ONLINE and ONBATT, of which the last given counts
 * @param unclassified the words that are none of NUT's, joined by blanks
 * @param alarm what {@code ups.alarm} says; without ALARM among the conditions it means nothing
 * @param isBlank whether upsd said nothing at all, which is as good as no answer
 */
public record UpsStatus(Set<FactType> conditions, String unclassified, Optional<FactText> alarm, boolean isBlank) {

    /** NUT's status words that stand for a fact. */
    private static final Map<String, FactType> WORDS = Map.ofEntries(
            Map.entry("OL", FactType.ONLINE),
            Map.entry("OB", FactType.ONBATT),
            Map.entry("LB", FactType.LOWBATT),
            Map.entry("FSD", FactType.FSD),
            Map.entry("RB", FactType.REPLBATT),
            Map.entry("CAL", FactType.CAL),
            Map.entry("OFF", FactType.OFF),
            Map.entry("BYPASS", FactType.BYPASS),
            Map.entry("ECO", FactType.ECO),
            Map.entry("ALARM", FactType.ALARM),
            Map.entry("OVER", FactType.OVER),
            Map.entry("TRIM", FactType.TRIM),
            Map.entry("BOOST", FactType.BOOST));

    /** NUT's status words that change nothing for a monitor. */
    private static final Set<String> SILENT_WORDS = Set.of("HB", "CHRG", "DISCHRG");

    public UpsStatus {
        conditions = Collections.unmodifiableSet(new LinkedHashSet<>(conditions));
    }

    /** A blank status means that nothing is known, whatever the other variables say. */
    public static UpsStatus of(UpsReading reading) {
        String value = reading.status();
        Set<FactType> conditions = new LinkedHashSet<>();
        StringJoiner unclassified = new StringJoiner(" ");
        for (String word : List.of(value.strip().split(" +"))) {
            String upper = word.toUpperCase(Locale.ROOT);
            FactType condition = WORDS.get(upper);
            if (condition != null) {
                conditions.removeIf(earlier -> earlier.aspect() == condition.aspect());
                conditions.add(condition);
            } else if (!word.isEmpty() && !SILENT_WORDS.contains(upper)) {
                unclassified.add(word);
            }
        }
        if (reading.modeBuzzwords().stream().anyMatch(ModeBuzzwords::sayEco)) {
            conditions.add(FactType.ECO);
        }
        Optional<FactText> alarm = reading.alarm().flatMap(FactText::carriedOf);
        return new UpsStatus(conditions, unclassified.toString(), alarm, value.isBlank());
    }
}
