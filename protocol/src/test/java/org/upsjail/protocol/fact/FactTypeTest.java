// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FactTypeTest {

    private static List<FactType> of(Aspect aspect) {
        return Arrays.stream(FactType.values())
                .filter(type -> type.aspect() == aspect)
                .toList();
    }

    @Test
    void everyAspectHasAPairOfFactsButTheSecondaries() {
        for (Aspect aspect : Aspect.values()) {
            assertEquals(aspect == Aspect.SECONDARIES ? 1 : 2, of(aspect).size(), aspect.name());
        }
    }

    @Test
    void ofEveryPairOneFactIsTroubling() {
        for (Aspect aspect : EnumSet.complementOf(EnumSet.of(Aspect.SECONDARIES))) {
            assertEquals(1, of(aspect).stream().filter(FactType::troubling).count(), aspect.name());
        }
    }

    @Test
    void theTroublingFactsAreThese() {
        Set<FactType> troubling = Arrays.stream(FactType.values())
                .filter(FactType::troubling)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FactType.class)));

        assertEquals(
                EnumSet.of(
                        FactType.ONBATT,
                        FactType.LOWBATT,
                        FactType.FSD,
                        FactType.REPLBATT,
                        FactType.COMMBAD,
                        FactType.NOLOGIN,
                        FactType.CAL,
                        FactType.OFF,
                        FactType.BYPASS,
                        FactType.ECO,
                        FactType.ALARM,
                        FactType.OVER,
                        FactType.TRIM,
                        FactType.BOOST,
                        FactType.OTHER),
                troubling);
    }

    @Test
    void everyDenialDeniesTheFactItIsNamedFor() {
        for (FactType type : FactType.values()) {
            if (type.name().startsWith("NOT")) {
                FactType denied = FactType.valueOf(type.name().substring(3));
                assertEquals(denied.aspect(), type.aspect());
            }
        }
        assertEquals(
                12,
                Arrays.stream(FactType.values())
                        .filter(t -> t.name().startsWith("NOT"))
                        .count());
    }
}
