// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.fact.FactType;

class UpsStatusTest {

    @ParameterizedTest
    @CsvSource({
        "OL, ONLINE",
        "OB, ONBATT",
        "LB, LOWBATT",
        "FSD, FSD",
        "RB, REPLBATT",
        "CAL, CAL",
        "OFF, OFF",
        "BYPASS, BYPASS",
        "ECO, ECO",
        "ALARM, ALARM",
        "OVER, OVER",
        "TRIM, TRIM",
        "BOOST, BOOST"
    })
    void everyStatusWordIsKnownInAnyCase(String word, FactType type) {
        for (String spelled : List.of(
                word,
                word.toLowerCase(Locale.ROOT),
                word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))) {
            UpsStatus status = UpsStatus.parse(spelled);
            assertEquals(Set.of(type), status.conditions());
            assertEquals("", status.unclassified());
        }
    }

    @Test
    void wordsKeepTheirOrder() {
        assertEquals(
                List.of(FactType.ONBATT, FactType.LOWBATT, FactType.ALARM),
                List.copyOf(UpsStatus.parse("OB LB ALARM").conditions()));
        assertEquals(
                List.of(FactType.ALARM, FactType.LOWBATT, FactType.ONBATT),
                List.copyOf(UpsStatus.parse("ALARM LB OB").conditions()));
    }

    @Test
    void aWordGivenTwiceCountsOnce() {
        assertEquals(
                Set.of(FactType.ONLINE, FactType.LOWBATT),
                UpsStatus.parse("LB OL LB OL").conditions());
    }

    @Test
    void ofLinePowerAndBatteryTheLastCounts() {
        assertEquals(Set.of(FactType.ONBATT), UpsStatus.parse("OL OB").conditions());
        assertEquals(Set.of(FactType.ONLINE), UpsStatus.parse("OB OL").conditions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HB", "CHRG", "DISCHRG", "chrg HB"})
    void silentWordsStateNothingAndAreStillAnAnswer(String value) {
        UpsStatus status = UpsStatus.parse(value);

        assertEquals(Set.of(), status.conditions());
        assertEquals("", status.unclassified());
        assertFalse(status.isBlank());
    }

    @Test
    void unknownWordsAreKeptInTheirOrderAndCase() {
        UpsStatus status = UpsStatus.parse("WAIT OL Test  OFFLINE CHRG x");

        assertEquals("WAIT Test OFFLINE x", status.unclassified());
        assertEquals(Set.of(FactType.ONLINE), status.conditions());
    }

    @Test
    void aWordThatOnlyContainsAStatusWordIsUnknown() {
        assertEquals(Set.of(), UpsStatus.parse("OVERHEAT CALM XOL").conditions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "    "})
    void blankStatusIsBlank(String value) {
        assertTrue(UpsStatus.parse(value).isBlank());
    }

    @Test
    void blanksAroundWordsAreNoWords() {
        assertEquals(Set.of(FactType.ONLINE), UpsStatus.parse("  OL  ").conditions());
        assertEquals("", UpsStatus.parse("  OL  ").unclassified());
    }

    @Test
    void conditionsCannotBeChanged() {
        Set<FactType> conditions = UpsStatus.parse("OL").conditions();

        assertThrows(UnsupportedOperationException.class, () -> conditions.add(FactType.FSD));
    }
}
