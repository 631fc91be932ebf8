// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** Which facts are told, and how often. */
class AnnouncementsTest {

    private static final UpsName OTHER_UPS = new UpsName("other@host");

    /** No shutdown gets in the way of what is told. */
    private final DeciderBench bench = new DeciderBench("MINSUPPLIES 0");

    /** Two facts of one aspect: the trouble and its end. */
    record Pair(FactType begun, FactType ended) {}

    static Stream<Pair> pairs() {
        return Arrays.stream(FactType.values()).filter(FactType::troubling).map(begun -> new Pair(begun, endOf(begun)));
    }

    private static FactType endOf(FactType begun) {
        return Arrays.stream(FactType.values())
                .filter(type -> type.aspect() == begun.aspect() && type != begun)
                .findFirst()
                .orElseThrow();
    }

    private static List<NotifyType> told(FactType type) {
        return NotifyType.named(type.name()).map(List::of).orElse(List.of());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void troubleIsToldEvenAsTheFirstStatement(Pair pair) {
        assertEquals(told(pair.begun()), bench.states(pair.begun()).announced());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void endOfTroubleIsNotToldAsTheFirstStatement(Pair pair) {
        assertEquals(List.of(), bench.states(pair.ended()).announced());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void endOfKnownTroubleIsTold(Pair pair) {
        bench.states(pair.begun()).announced();

        assertEquals(told(pair.ended()), bench.states(pair.ended()).announced());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void troubleStatedAgainIsNotToldAgain(Pair pair) {
        bench.states(pair.begun()).announced();

        assertEquals(List.of(), bench.states(pair.begun(), pair.begun()).announced());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void troubleThatReturnsIsToldAgain(Pair pair) {
        bench.states(pair.begun(), pair.ended()).seconds(1).announced();
        boolean repeatsByTimeOnly = pair.begun() == FactType.REPLBATT;

        assertEquals(
                repeatsByTimeOnly ? List.of() : told(pair.begun()),
                bench.states(pair.begun()).announced());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void nothingIsToldWhenTheNextMonitorStatesTheSame(Pair pair) {
        bench.states(pair.begun()).monitorLost().seconds(1).monitorReady().announced();

        assertEquals(List.of(), bench.states(pair.begun()).announced());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void endOfTroubleWhileNobodyWatchedIsTold(Pair pair) {
        bench.states(pair.begun()).monitorLost().seconds(1).monitorReady().announced();

        assertEquals(told(pair.ended()), bench.states(pair.ended()).announced());
    }

    @Test
    void aloneIsToldNobody() {
        assertEquals(List.of(), bench.states(FactType.ALONE).announced());
    }

    @Test
    void alarmThatSaysSomethingElseIsToldAgainWithItsText() {
        bench.states(FactType.ALARM, "Fan failed").announced();

        assertEquals(
                List.of(new Announcement(
                        NotifyType.ALARM,
                        Optional.of(Configurations.UPS),
                        Optional.of(new FactText("Battery missing")))),
                bench.states(FactType.ALARM, "Battery missing").announcements());
    }

    @Test
    void otherTokensThatChangeAreToldAgain() {
        bench.states(FactType.OTHER, "WAIT").announced();

        assertEquals(
                List.of(NotifyType.OTHER), bench.states(FactType.OTHER, "TEST").announced());
    }

    @Test
    void alarmWithTheSameTextIsToldOnce() {
        bench.states(FactType.ALARM, "Fan failed").announced();

        assertEquals(List.of(), bench.states(FactType.ALARM, "Fan failed").announced());
    }

    @Test
    void batteryToBeReplacedIsToldAgainAfterItsWarnTime() {
        DeciderBench every = new DeciderBench("RBWARNTIME 100");
        every.states(FactType.COMMOK, FactType.REPLBATT).announced();

        assertEquals(List.of(), every.seconds(100).announced());
        assertEquals(List.of(NotifyType.REPLBATT), every.seconds(1).announced());
        assertEquals(List.of(), every.seconds(99).announced());
    }

    @Test
    void batteryThatFlapsIsNotToldMoreOftenThanItsWarnTime() {
        DeciderBench flapping = new DeciderBench("RBWARNTIME 100");
        flapping.states(FactType.COMMOK, FactType.REPLBATT).announced();
        for (int i = 0; i < 10; i++) {
            flapping.states(FactType.NOTREPLBATT, FactType.REPLBATT).seconds(10);
        }

        assertEquals(List.of(), flapping.announced());
    }

    @Test
    void batteryIsNotToldAgainWhileTheUpsIsSilent() {
        DeciderBench silent = new DeciderBench("RBWARNTIME 100");
        silent.states(FactType.COMMOK, FactType.REPLBATT, FactType.COMMBAD).announced();

        assertEquals(List.of(), silent.seconds(200).announced());
    }

    @Test
    void unavailableUpsIsToldAfterTheWarnTimeAndAgainEachTime() {
        DeciderBench lost = new DeciderBench("NOCOMMWARNTIME 60");
        lost.states(FactType.COMMOK, FactType.COMMBAD).announced();

        assertEquals(List.of(), lost.seconds(59).announced());
        assertEquals(List.of(NotifyType.NOCOMM), lost.seconds(1).announced());
        assertEquals(List.of(), lost.seconds(60).announced());
        assertEquals(List.of(NotifyType.NOCOMM), lost.seconds(1).announced());
    }

    @Test
    void unavailableUpsIsNotToldAfterItCameBack() {
        DeciderBench back = new DeciderBench("NOCOMMWARNTIME 60");
        back.states(FactType.COMMOK, FactType.COMMBAD)
                .seconds(59)
                .states(FactType.COMMOK)
                .announced();

        assertEquals(List.of(), back.seconds(200).announced());
    }

    @Test
    void upsNeverHeardOfIsToldUnavailable() {
        DeciderBench never = new DeciderBench("NOCOMMWARNTIME 60");
        never.states(FactType.COMMBAD).announced();

        assertEquals(List.of(NotifyType.NOCOMM), never.seconds(60).announced());
    }

    @Test
    void unavailabilityIsNotToldWhileThereIsNoMonitorToKnow() {
        DeciderBench blind = new DeciderBench("NOCOMMWARNTIME 60");
        blind.states(FactType.COMMOK, FactType.COMMBAD).monitorLost().announced();

        assertEquals(List.of(), blind.seconds(100).announced());
    }

    @Test
    void nextMonitorHasTimeToHearOfTheUps() {
        DeciderBench replaced = new DeciderBench("NOCOMMWARNTIME 60");
        replaced.states(FactType.COMMOK).monitorLost().seconds(100).announced();

        assertEquals(
                List.of(),
                replaced.monitorReady().seconds(59).states(FactType.COMMOK).announced());
    }

    @Test
    void upsTheNextMonitorSaysNothingOfIsToldUnavailable() {
        DeciderBench replaced = new DeciderBench("NOCOMMWARNTIME 60");
        replaced.states(FactType.COMMOK).monitorLost().seconds(100).announced();

        assertEquals(
                List.of(NotifyType.NOCOMM), replaced.monitorReady().seconds(61).announced());
    }

    @Test
    void upsNoMonitorEverSaidAnythingOfIsToldUnavailable() {
        DeciderBench never = new DeciderBench("NOCOMMWARNTIME 60");

        assertEquals(List.of(NotifyType.NOCOMM), never.seconds(61).announced());
    }

    @Test
    void upsesAreToldApart() {
        DeciderBench both = watchingTwo();
        both.states(FactType.ONBATT).announced();

        assertEquals(
                List.of(Announcement.ofUps(NotifyType.ONBATT, OTHER_UPS)),
                both.states(FactType.ONBATT, OTHER_UPS).announcements());
    }

    @Test
    void eachUpsHasItsOwnAlarmText() {
        DeciderBench both = watchingTwo();
        Fact other = Fact.of(FactType.ALARM, OTHER_UPS, Optional.of(new FactText("Battery missing")));
        both.states(FactType.ALARM, "Fan failed").states(other).announced();

        assertEquals(
                List.of(),
                both.states(FactType.ALARM, "Fan failed").states(other).announced());
    }

    private static DeciderBench watchingTwo() {
        return new DeciderBench(
                Configurations.monitor(Configurations.UPS, 1, "primary"),
                Configurations.monitor(OTHER_UPS, 1, "primary"));
    }
}
