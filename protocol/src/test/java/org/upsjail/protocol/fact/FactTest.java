// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactTest {

    private static final UpsName UPS = new UpsName("u@h");
    private static final FactText TEXT = new FactText("No fan.");

    @Test
    void onlyAlarmAndOtherCarryText() {
        Set<FactType> carriers = EnumSet.of(FactType.ALARM, FactType.OTHER);
        for (FactType type : FactType.values()) {
            if (carriers.contains(type)) {
                assertEquals(Optional.of(TEXT), new Fact(type, UPS, TEXT).text());
            } else {
                assertThrows(IllegalArgumentException.class, () -> new Fact(type, UPS, TEXT), type.name());
            }
        }
    }

    @Test
    void everyTypeCanBeStatedWithoutText() {
        for (FactType type : FactType.values()) {
            assertEquals(Optional.empty(), Fact.of(type, UPS).text());
            assertEquals(Fact.of(type, UPS), Fact.of(type, UPS, Optional.empty()));
        }
    }

    @Test
    void factsDifferByTypeNameAndText() {
        Fact fact = Fact.of(FactType.ALARM, UPS, Optional.of(TEXT));

        assertEquals(fact, new Fact(FactType.ALARM, new UpsName("u@h"), new FactText("No fan.")));
        assertNotEquals(fact, Fact.of(FactType.OTHER, UPS, Optional.of(TEXT)));
        assertNotEquals(fact, Fact.of(FactType.ALARM, new UpsName("v@h"), Optional.of(TEXT)));
        assertNotEquals(fact, Fact.of(FactType.ALARM, UPS));
    }

    /** They are keys: those of many UPSes are not to lie in one place of a table. */
    @Test
    void factsOfManyUpsesHaveManyHashCodes() {
        Set<Integer> codes = new HashSet<>();
        int facts = 0;
        for (FactType type : EnumSet.of(FactType.ALARM, FactType.OTHER)) {
            for (int ups = 0; ups < 100; ups++) {
                for (String text : List.of("a", "b", "c")) {
                    codes.add(new Fact(type, new UpsName("ups" + ups), new FactText(text)).hashCode());
                    facts++;
                }
            }
        }

        assertTrue(codes.size() > facts / 2, () -> codes.size() + " hash codes");
        assertEquals(
                Fact.of(FactType.ALARM, UPS, Optional.of(TEXT)).hashCode(),
                new Fact(FactType.ALARM, new UpsName("u@h"), new FactText("No fan.")).hashCode());
    }

    @Test
    void factIsShownWithItsText() {
        assertEquals(
                "ALARM u@h [No fan.]",
                Fact.of(FactType.ALARM, UPS, Optional.of(TEXT)).toString());
        assertEquals("ONBATT u@h", Fact.of(FactType.ONBATT, UPS).toString());
    }
}
