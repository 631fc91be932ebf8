// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.upsjail.dispatcher.decide.Case.critical;
import static org.upsjail.dispatcher.decide.Case.fine;
import static org.upsjail.dispatcher.decide.JudgedUps.primary;
import static org.upsjail.dispatcher.decide.JudgedUps.secondary;
import static org.upsjail.protocol.fact.FactType.ALARM;
import static org.upsjail.protocol.fact.FactType.BOOST;
import static org.upsjail.protocol.fact.FactType.BYPASS;
import static org.upsjail.protocol.fact.FactType.CAL;
import static org.upsjail.protocol.fact.FactType.COMMOK;
import static org.upsjail.protocol.fact.FactType.ECO;
import static org.upsjail.protocol.fact.FactType.FSD;
import static org.upsjail.protocol.fact.FactType.LOWBATT;
import static org.upsjail.protocol.fact.FactType.NOTCAL;
import static org.upsjail.protocol.fact.FactType.NOTFSD;
import static org.upsjail.protocol.fact.FactType.NOTLOWBATT;
import static org.upsjail.protocol.fact.FactType.NOTOFF;
import static org.upsjail.protocol.fact.FactType.OFF;
import static org.upsjail.protocol.fact.FactType.ONBATT;
import static org.upsjail.protocol.fact.FactType.ONLINE;
import static org.upsjail.protocol.fact.FactType.OTHER;
import static org.upsjail.protocol.fact.FactType.OVER;
import static org.upsjail.protocol.fact.FactType.REPLBATT;
import static org.upsjail.protocol.fact.FactType.TRIM;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a UPS that can be read is critical. */
class CriticalityTest {

    private static final int HOUR = 3600;

    @ParameterizedTest
    @MethodSource
    void forcedShutdown(Case row) {
        row.check();
    }

    static Stream<Case> forcedShutdown() {
        return Stream.of(
                critical("FSD on line power", primary().states(COMMOK, ONLINE, FSD)),
                critical("FSD for a secondary, at once", secondary().states(COMMOK, ONBATT, LOWBATT, FSD)),
                critical("FSD while calibrating", primary().states(COMMOK, ONBATT, CAL, FSD)),
                fine("FSD taken back", primary().states(COMMOK, ONLINE, FSD).states(NOTFSD)));
    }

    @ParameterizedTest
    @MethodSource
    void forcedShutdownFromBeforeTheStart(Case row) {
        row.check();
    }

    static Stream<Case> forcedShutdownFromBeforeTheStart() {
        return Stream.of(
                fine("let be for FSDGRACE", graced().states(COMMOK, ONLINE, FSD).seconds(299)),
                critical(
                        "FSDGRACE is over", graced().states(COMMOK, ONLINE, FSD).seconds(300)),
                critical("found on battery", graced().states(COMMOK, ONBATT, FSD)),
                critical(
                        "power fails within FSDGRACE",
                        graced().states(COMMOK, ONLINE, FSD).seconds(10).states(ONBATT)),
                critical(
                        "set under our eyes, so none of before",
                        graced().states(COMMOK, ONLINE, NOTFSD).states(FSD)),
                critical(
                        "set again after it was taken back",
                        graced().states(COMMOK, ONLINE, FSD).states(NOTFSD).states(FSD)));
    }

    private static JudgedUps graced() {
        return primary().fsdGrace(300);
    }

    @ParameterizedTest
    @MethodSource
    void battery(Case row) {
        row.check();
    }

    static Stream<Case> battery() {
        return Stream.of(
                fine("nothing stated yet", primary().seconds(HOUR)),
                fine("on line power", primary().states(COMMOK, ONLINE).seconds(HOUR)),
                fine("on battery, not low", primary().states(COMMOK, ONBATT).seconds(HOUR)),
                fine(
                        "low, but on line power",
                        primary().states(COMMOK, ONLINE, LOWBATT).seconds(HOUR)),
                critical("on battery and low", primary().states(COMMOK, ONBATT, LOWBATT)),
                fine(
                        "line power came back",
                        primary().states(COMMOK, ONBATT, LOWBATT).states(ONLINE)),
                fine(
                        "on battery and low while calibrating",
                        primary().states(COMMOK, ONBATT, LOWBATT, CAL).seconds(HOUR)),
                critical(
                        "calibration ended on a low battery",
                        primary().states(COMMOK, ONBATT, LOWBATT, CAL).states(NOTCAL)));
    }

    @ParameterizedTest
    @MethodSource
    void lowForAWhile(Case row) {
        row.check();
    }

    static Stream<Case> lowForAWhile() {
        String tenSeconds = "OBLBDURATION 10";
        return Stream.of(
                fine("OBLBDURATION begins", primary(tenSeconds).states(COMMOK, ONBATT, LOWBATT)),
                fine(
                        "OBLBDURATION is not over",
                        primary(tenSeconds).states(COMMOK, ONBATT, LOWBATT).seconds(9)),
                critical(
                        "OBLBDURATION is over",
                        primary(tenSeconds).states(COMMOK, ONBATT, LOWBATT).seconds(10)),
                fine(
                        "OBLBDURATION begins anew after NOTLOWBATT",
                        primary(tenSeconds)
                                .states(COMMOK, ONBATT, LOWBATT)
                                .seconds(9)
                                .states(NOTLOWBATT)
                                .states(LOWBATT)
                                .seconds(9)),
                fine(
                        "OBLBDURATION begins anew after ONLINE",
                        primary(tenSeconds)
                                .states(COMMOK, ONBATT, LOWBATT)
                                .seconds(9)
                                .states(ONLINE)
                                .states(ONBATT)
                                .seconds(9)),
                critical(
                        "negative OBLBDURATION is none",
                        primary("OBLBDURATION -1").states(COMMOK, ONBATT, LOWBATT)));
    }

    @ParameterizedTest
    @MethodSource
    void secondaryWaitsForItsPrimary(Case row) {
        row.check();
    }

    static Stream<Case> secondaryWaitsForItsPrimary() {
        return Stream.of(
                fine("HOSTSYNC begins", secondary().states(COMMOK, ONBATT, LOWBATT)),
                fine("HOSTSYNC just over", low(secondary()).seconds(15)),
                critical(
                        "the primary kept silent past HOSTSYNC",
                        low(secondary()).seconds(16)),
                fine(
                        "HOSTSYNC counts from the last time it was not low",
                        low(secondary())
                                .seconds(10)
                                .states(NOTLOWBATT)
                                .states(LOWBATT)
                                .seconds(15)),
                critical("another HOSTSYNC", low(secondary("HOSTSYNC 5")).seconds(6)));
    }

    private static JudgedUps low(JudgedUps ups) {
        return ups.states(COMMOK, ONBATT).seconds(1).states(LOWBATT);
    }

    @ParameterizedTest
    @MethodSource
    void outputOff(Case row) {
        row.check();
    }

    static Stream<Case> outputOff() {
        return Stream.of(
                fine("OFF for OFFDURATION", primary().states(COMMOK, OFF).seconds(30)),
                critical("OFF for longer", primary().states(COMMOK, OFF).seconds(31)),
                critical(
                        "OFF with OFFDURATION 0",
                        primary("OFFDURATION 0").states(COMMOK, OFF).seconds(1)),
                fine(
                        "OFF with negative OFFDURATION",
                        primary("OFFDURATION -1").states(COMMOK, OFF).seconds(HOUR)),
                fine(
                        "OFF with a break",
                        primary()
                                .states(COMMOK, OFF)
                                .seconds(30)
                                .states(NOTOFF, OFF)
                                .seconds(30)),
                critical(
                        "OFF stated again is no break",
                        primary().states(COMMOK, OFF).seconds(30).states(OFF).seconds(1)));
    }

    @ParameterizedTest
    @MethodSource
    void conditionsThatAreSeenToHold(Case row) {
        row.check();
    }

    static Stream<Case> conditionsThatAreSeenToHold() {
        return Stream.of(OVER, ALARM, BYPASS, CAL, TRIM, BOOST, ECO, OTHER, REPLBATT)
                .map(type -> fine(
                        type + " while communicating",
                        primary("OVERDURATION 0").states(COMMOK, ONBATT, type).seconds(HOUR)));
    }
}
