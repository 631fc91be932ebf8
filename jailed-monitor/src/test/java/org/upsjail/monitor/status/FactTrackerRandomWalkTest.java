// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** Whoever replays what is stated knows what the last observation said, and is never more alarmed than it was. */
class FactTrackerRandomWalkTest {

    private static final UpsName UPS = new UpsName("ups");
    private static final int STEPS = 20_000;
    private static final List<String> WORDS = List.of(
            "OL", "OB", "LB", "FSD", "RB", "CAL", "OFF", "BYPASS", "ECO", "ALARM", "OVER", "TRIM", "BOOST", "CHRG",
            "X");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void replayedFactsAreTheStateObserved(long seed) {
        Random random = new Random(seed);
        FactTracker tracker = new FactTracker(UPS);
        Map<Aspect, FactType> replayed = new EnumMap<>(Aspect.class);
        for (int step = 0; step < STEPS; step++) {
            List<String> words = anyWords(random);
            boolean wasCritical = critical(replayed);
            List<Fact> news = tracker.observed(Readings.ofStatus(String.join(" ", words)));
            boolean criticalOnTheWay = false;
            for (Fact fact : news) {
                assertFalse(fact.type() == replayed.put(fact.type().aspect(), fact.type())
                        && fact.text().isEmpty());
                criticalOnTheWay |= critical(replayed);
            }
            assertHolds(words, replayed);
            assertTrue(!criticalOnTheWay || wasCritical || critical(replayed), () -> news.toString());
            assertEquals(List.of(), tracker.observed(Readings.ofStatus(String.join(" ", words))));
        }
    }

    private static List<String> anyWords(Random random) {
        List<String> words = new ArrayList<>(WORDS);
        Collections.shuffle(words, random);
        return List.copyOf(words.subList(0, random.nextInt(6)));
    }

    private static void assertHolds(List<String> words, Map<Aspect, FactType> replayed) {
        if (words.isEmpty()) {
            assertEquals(FactType.COMMBAD, replayed.get(Aspect.COMMUNICATION));
            return;
        }
        assertEquals(FactType.COMMOK, replayed.get(Aspect.COMMUNICATION));
        UpsStatus status = Readings.ofStatus(String.join(" ", words));
        for (FactType type : FactType.values()) {
            if (type.aspect() != Aspect.POWER && type.troubling() && isOfTheStatus(type.aspect())) {
                boolean expected = type == FactType.OTHER
                        ? words.contains("X")
                        : status.conditions().contains(type);
                assertEquals(expected, replayed.get(type.aspect()) == type, type::name);
            }
        }
        int line = words.indexOf("OL");
        int battery = words.indexOf("OB");
        if (line != battery) {
            assertEquals(line > battery ? FactType.ONLINE : FactType.ONBATT, replayed.get(Aspect.POWER));
        }
    }

    private static boolean isOfTheStatus(Aspect aspect) {
        return aspect != Aspect.COMMUNICATION && aspect != Aspect.LOGIN && aspect != Aspect.SECONDARIES;
    }

    /** What shuts a primary down at once. */
    private static boolean critical(Map<Aspect, FactType> stated) {
        return stated.containsValue(FactType.FSD)
                || (stated.containsValue(FactType.ONBATT)
                        && stated.containsValue(FactType.LOWBATT)
                        && !stated.containsValue(FactType.CAL));
    }
}
