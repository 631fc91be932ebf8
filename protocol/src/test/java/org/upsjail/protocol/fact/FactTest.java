// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
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

    @Test
    void factIsShownWithItsText() {
        assertEquals(
                "ALARM u@h [No fan.]",
                Fact.of(FactType.ALARM, UPS, Optional.of(TEXT)).toString());
        assertEquals("ONBATT u@h", Fact.of(FactType.ONBATT, UPS).toString());
    }
}
