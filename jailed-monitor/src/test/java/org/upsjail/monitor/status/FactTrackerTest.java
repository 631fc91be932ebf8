// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

class FactTrackerTest {

    private static final UpsName UPS = new UpsName("ups@host");

    private final FactTracker tracker = new FactTracker(UPS);

    @Test
    void firstObservationStatesEveryAspectOfTheStatus() {
        Set<Aspect> stated = observe("OL").stream()
                .map(fact -> fact.type().aspect())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Aspect.class)));

        assertEquals(EnumSet.complementOf(EnumSet.of(Aspect.LOGIN, Aspect.SECONDARIES)), stated);
    }

    @Test
    void firstObservationStatesEachAspectOnce() {
        List<Fact> news = observe("OB LB ALARM HB WAIT");

        assertEquals(
                news.size(),
                news.stream().map(fact -> fact.type().aspect()).distinct().count());
    }

    @Test
    void whatIsNotNewIsNotStated() {
        observe("OB LB ALARM WAIT");

        assertEquals(List.of(), observe("WAIT ALARM lb ob CHRG"));
    }

    @Test
    void whatEndedIsStatedBeforeWhatBegan() {
        observe("OL TRIM RB");

        assertEquals("NOTREPLBATT NOTTRIM OVER ONBATT LOWBATT", observeTypes("OVER OB LB"));
    }

    @Test
    void whatBeganIsStatedInTheOrderOfTheWords() {
        observe("OL");

        assertEquals("LOWBATT BOOST ONBATT ALARM OTHER", observeTypes("LB BOOST X OB ALARM"));
    }

    @Test
    void unknownWordsAreStatedLastWithTheirText() {
        observe("OL");

        assertEquals(
                "[OVER ups@host, OTHER ups@host [WAIT Test]]",
                observe("WAIT OL Test OVER").toString());
    }

    @Test
    void otherUnknownWordsAreNews() {
        observe("OL WAIT");

        assertEquals("[OTHER ups@host [WAIT TEST]]", observe("OL WAIT TEST").toString());
        assertEquals("[NOTOTHER ups@host]", observe("OL").toString());
    }

    @Test
    void unknownWordsThatCannotBeCarriedAreReplaced() {
        observe("OL");

        assertEquals("[OTHER ups@host [a-b-]]", observe("OL a\"b\\").toString());
    }

    @Test
    void alarmIsStatedWithItsTextAndAgainWithAnother() {
        observe("OL");

        assertEquals("[ALARM ups@host [Fan failed]]", observeAlarm("Fan failed"));
        assertEquals("[]", observeAlarm("Fan failed"));
        assertEquals("[ALARM ups@host [Fan failed, battery missing]]", observeAlarm("Fan failed, battery missing"));
        assertEquals("[ALARM ups@host]", observeAlarm(""));
        assertEquals("[NOTALARM ups@host]", observe("OL").toString());
    }

    @Test
    void buzzwordsBeginAndEndTheEconomicMode() {
        observe("OL");

        assertEquals("ECO", types(tracker.observed(Readings.withBuzzwords("OL", "vendor:x:ECO"))));
        assertEquals("", observeTypes("OL ECO"));
        assertEquals("NOTECO", types(tracker.observed(Readings.withBuzzwords("OL", "vendor:x:NORMAL"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAIT", "OFF", "CHRG"})
    void neitherLinePowerNorBatteryLeavesThePowerAsItWas(String status) {
        observe("OB");

        assertFalse(observe(status).stream().anyMatch(fact -> fact.type().aspect() == Aspect.POWER));
        assertEquals(List.of(), observeTypesList("OB", Aspect.POWER));
    }

    /** Power before the rest: a dispatcher that acts between two facts must not see a low battery on battery. */
    @ParameterizedTest
    @CsvSource({
        "OB LB CAL, OL LB, ONLINE NOTCAL",
        "OB LB CAL, LB OL, ONLINE NOTCAL",
        "OB, LB OL, ONLINE LOWBATT",
        "OL LB, CAL LB OB, CAL ONBATT",
        "OL, LB OB CAL, CAL LOWBATT ONBATT",
        "OL LB, OB, NOTLOWBATT ONBATT",
        "OB LB, OL, ONLINE NOTLOWBATT"
    })
    void noFactIsStatedBeforeTheOneThatExcusesIt(String before, String after, String expected) {
        observe(before);

        assertEquals(expected, observeTypes(after));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankStatusIsALostUps(String blank) {
        observe("OL");

        assertEquals("COMMBAD", observeTypes(blank));
    }

    @Test
    void lossIsStatedOnce() {
        observe("OL");

        assertEquals("COMMBAD", types(tracker.lost()));
        assertEquals(List.of(), tracker.lost());
    }

    @Test
    void lossAtTheBeginningIsStated() {
        assertEquals("COMMBAD", types(tracker.lost()));
    }

    @Test
    void lossLeavesEverythingElseStated() {
        observe("OB LB");
        tracker.lost();

        assertEquals("COMMOK", observeTypes("OB LB"));
    }

    @Test
    void whatChangedDuringALossIsStatedAfterIt() {
        observe("OB LB");
        tracker.lost();

        assertEquals("COMMOK ONLINE NOTLOWBATT", observeTypes("OL"));
    }

    @Test
    void afterForgettingEverythingIsNews() {
        List<Fact> first = observe("OB LB");
        tracker.forget();

        assertEquals(first, observe("OB LB"));
    }

    @Test
    void loginIsStatedWhenItChanges() {
        assertEquals("NOLOGIN", types(tracker.loggedIn(false)));
        assertEquals("", types(tracker.loggedIn(false)));
        assertEquals("LOGINOK", types(tracker.loggedIn(true)));
        assertEquals("", types(tracker.loggedIn(true)));
    }

    @Test
    void ourOwnForcedShutdownIsStatedOnce() {
        observe("OL");

        assertEquals("FSD", types(tracker.forcedShutdownSet()));
        assertEquals("", types(tracker.forcedShutdownSet()));
        assertEquals("", observeTypes("FSD OL"));
    }

    @Test
    void forcedShutdownOfAnotherIsStatedOnce() {
        observe("OL");

        assertEquals("FSD", observeTypes("FSD OL"));
        assertEquals("", types(tracker.forcedShutdownSet()));
    }

    @Test
    void clearedForcedShutdownIsStated() {
        observe("FSD OL");

        assertEquals("NOTFSD", observeTypes("OL"));
    }

    @Test
    void aloneIsStatedOnce() {
        assertEquals("ALONE", types(tracker.alone()));
        assertEquals("", types(tracker.alone()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OB", "OL LB", "OL OFF", "OL BYPASS", "OL ALARM", "OL OVER"})
    void troubleIsPolledFaster(String status) {
        observe(status);

        assertTrue(tracker.inTrouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OL", "OL RB", "OL CAL", "OL ECO", "OL TRIM", "OL BOOST", "FSD OL", "OL WAIT"})
    void otherStatesAreNotPolledFaster(String status) {
        observe(status);

        assertFalse(tracker.inTrouble());
    }

    @Test
    void nothingStatedIsNoTrouble() {
        assertFalse(tracker.inTrouble());
    }

    @Test
    void troubleLastsThroughALoss() {
        observe("OB");
        tracker.lost();

        assertTrue(tracker.inTrouble());
    }

    @Test
    void troubleEnds() {
        observe("OB OVER");
        observe("OL");

        assertFalse(tracker.inTrouble());
    }

    private String observeAlarm(String text) {
        return tracker.observed(Readings.withAlarm("ALARM OL", text)).toString();
    }

    private List<Fact> observe(String status) {
        List<Fact> news = tracker.observed(Readings.ofStatus(status));
        news.forEach(fact -> assertEquals(UPS, fact.ups()));
        return news;
    }

    private String observeTypes(String status) {
        return types(observe(status));
    }

    private List<FactType> observeTypesList(String status, Aspect aspect) {
        return observe(status).stream()
                .map(Fact::type)
                .filter(type -> type.aspect() == aspect)
                .toList();
    }

    private static String types(List<Fact> facts) {
        return facts.stream().map(fact -> fact.type().name()).collect(Collectors.joining(" "));
    }
}
