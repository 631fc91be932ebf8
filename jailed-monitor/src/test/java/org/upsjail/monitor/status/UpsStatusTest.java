// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.fact.FactText;
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
            UpsStatus status = Readings.ofStatus(spelled);
            assertEquals(Set.of(type), status.conditions());
            assertEquals("", status.unclassified());
        }
    }

    @Test
    void wordsKeepTheirOrder() {
        assertEquals(
                List.of(FactType.ONBATT, FactType.LOWBATT, FactType.ALARM),
                List.copyOf(Readings.ofStatus("OB LB ALARM").conditions()));
        assertEquals(
                List.of(FactType.ALARM, FactType.LOWBATT, FactType.ONBATT),
                List.copyOf(Readings.ofStatus("ALARM LB OB").conditions()));
    }

    @Test
    void aWordGivenTwiceCountsOnce() {
        assertEquals(
                Set.of(FactType.ONLINE, FactType.LOWBATT),
                Readings.ofStatus("LB OL LB OL").conditions());
    }

    @Test
    void ofLinePowerAndBatteryTheLastCounts() {
        assertEquals(Set.of(FactType.ONBATT), Readings.ofStatus("OL OB").conditions());
        assertEquals(Set.of(FactType.ONLINE), Readings.ofStatus("OB OL").conditions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HB", "CHRG", "DISCHRG", "chrg HB"})
    void silentWordsStateNothingAndAreStillAnAnswer(String value) {
        UpsStatus status = Readings.ofStatus(value);

        assertEquals(Set.of(), status.conditions());
        assertEquals("", status.unclassified());
        assertFalse(status.isBlank());
    }

    @Test
    void unknownWordsAreKeptInTheirOrderAndCase() {
        UpsStatus status = Readings.ofStatus("WAIT OL Test  OFFLINE CHRG x");

        assertEquals("WAIT Test OFFLINE x", status.unclassified());
        assertEquals(Set.of(FactType.ONLINE), status.conditions());
    }

    @Test
    void aWordThatOnlyContainsAStatusWordIsUnknown() {
        assertEquals(Set.of(), Readings.ofStatus("OVERHEAT CALM XOL").conditions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "    "})
    void blankStatusIsBlank(String value) {
        assertTrue(Readings.ofStatus(value).isBlank());
    }

    @Test
    void blanksAroundWordsAreNoWords() {
        assertEquals(Set.of(FactType.ONLINE), Readings.ofStatus("  OL  ").conditions());
        assertEquals("", Readings.ofStatus("  OL  ").unclassified());
    }

    @Test
    void conditionsCannotBeChanged() {
        Set<FactType> conditions = Readings.ofStatus("OL").conditions();

        assertThrows(UnsupportedOperationException.class, () -> conditions.add(FactType.FSD));
    }

    @Test
    void alarmTextIsKeptAsFarAsItCanBeCarried() {
        assertEquals(
                Optional.of(new FactText("Fan failed- -Replace battery-")),
                Readings.withAlarm("ALARM OL", " Fan failed! [Replace battery] ")
                        .alarm());
        assertEquals(
                FactText.MAX_BYTES,
                Readings.withAlarm("ALARM OL", "x".repeat(255))
                        .alarm()
                        .orElseThrow()
                        .value()
                        .length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankAlarmTextIsNone(String blank) {
        assertEquals(Optional.empty(), Readings.withAlarm("ALARM OL", blank).alarm());
    }

    @Test
    void alarmTextWithoutTheStatusWordIsNoCondition() {
        assertEquals(
                Set.of(FactType.ONLINE), Readings.withAlarm("OL", "Fan failed").conditions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vendor:apc:HE",
                "vendor:mge-hid:ECO",
                "vendor:mge-hid:ESS",
                "vendor:x:SMART",
                "vendor:x:eco",
                "vendor:x:BOOST  vendor:x:HE",
                "vendor:x:ECO:on"
            })
    void economicModeOfAVendorIsEco(String buzzwords) {
        assertEquals(
                Set.of(FactType.ONLINE, FactType.ECO),
                Readings.withBuzzwords("OL", buzzwords).conditions());
        assertEquals(
                Set.of(FactType.ONLINE, FactType.ECO),
                Readings.withBuzzwords("OL", "", buzzwords).conditions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "vendor:apc:ONLINE", "vendor:x:HEAVY", "ECO", "HE:normal", "vendor:x:", ":", "::"})
    void otherModesAreNotEco(String buzzwords) {
        assertEquals(
                Set.of(FactType.ONLINE), Readings.withBuzzwords("OL", buzzwords).conditions());
    }

    @Test
    void economicModeWithoutAStatusIsStillBlank() {
        assertTrue(Readings.withBuzzwords("", "vendor:x:ECO").isBlank());
    }
}
