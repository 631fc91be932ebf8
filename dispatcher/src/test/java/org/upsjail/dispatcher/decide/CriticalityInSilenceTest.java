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
import static org.upsjail.protocol.fact.FactType.COMMBAD;
import static org.upsjail.protocol.fact.FactType.COMMOK;
import static org.upsjail.protocol.fact.FactType.ECO;
import static org.upsjail.protocol.fact.FactType.LOWBATT;
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
import org.upsjail.protocol.fact.FactType;

/** When a UPS is critical that cannot be read: upsd lost it, or there is no monitor. */
class CriticalityInSilenceTest {

    private static final int HOUR = 3600;

    @ParameterizedTest
    @MethodSource
    void lostByUpsd(Case row) {
        row.check();
    }

    static Stream<Case> lostByUpsd() {
        return Stream.of(
                fine("never heard of", primary().states(COMMBAD).seconds(HOUR)),
                fine(
                        "lost on line power",
                        primary().states(COMMOK, ONLINE, COMMBAD).seconds(HOUR)),
                critical("lost on a low battery", primary().states(COMMOK, ONBATT, LOWBATT, COMMBAD)),
                critical("lost in alarm", primary().states(COMMOK, ONLINE, ALARM, COMMBAD)),
                fine(
                        "lost in alarm, ALARMCRITICAL 0",
                        primary("ALARMCRITICAL 0")
                                .states(COMMOK, ONLINE, ALARM, COMMBAD)
                                .seconds(HOUR)),
                critical("lost while calibrating", primary().states(COMMOK, ONLINE, CAL, COMMBAD)),
                critical("lost on bypass", primary().states(COMMOK, ONLINE, BYPASS, COMMBAD)),
                critical("lost while off", primary().states(COMMOK, OFF, COMMBAD)),
                fine(
                        "lost while off, negative OFFDURATION",
                        primary("OFFDURATION -1").states(COMMOK, OFF, COMMBAD).seconds(HOUR)),
                fine("alarm found on return", primary().states(COMMOK, COMMBAD).states(COMMOK, ALARM)));
    }

    @ParameterizedTest
    @MethodSource
    void lostWhileOverloaded(Case row) {
        row.check();
    }

    static Stream<Case> lostWhileOverloaded() {
        String five = "OVERDURATION 5";
        return Stream.of(
                fine(
                        "no OVERDURATION: never",
                        primary().states(COMMOK, OVER, COMMBAD).seconds(HOUR)),
                critical("OVERDURATION 0: at once", primary("OVERDURATION 0").states(COMMOK, OVER, COMMBAD)),
                fine(
                        "not for long",
                        primary(five)
                                .states(COMMOK, OVER)
                                .seconds(2)
                                .states(COMMBAD)
                                .seconds(2)),
                critical(
                        "counted from OVER on",
                        primary(five)
                                .states(COMMOK, OVER)
                                .seconds(2)
                                .states(COMMBAD)
                                .seconds(3)),
                critical(
                        "overloaded for long before",
                        primary(five).states(COMMOK, OVER).seconds(9).states(COMMBAD)));
    }

    @ParameterizedTest
    @MethodSource
    void conditionsThatAreHarmlessUnseen(Case row) {
        row.check();
    }

    static Stream<Case> conditionsThatAreHarmlessUnseen() {
        return Stream.of(TRIM, BOOST, ECO, OTHER, REPLBATT, LOWBATT)
                .map(type -> fine(
                        "lost while " + type,
                        primary().states(COMMOK, ONLINE, type, COMMBAD).seconds(HOUR)));
    }

    @ParameterizedTest
    @MethodSource
    void lostOnBattery(Case row) {
        row.check();
    }

    static Stream<Case> lostOnBattery() {
        return Stream.of(
                fine("primary waits DEADTIME", lostOnBattery(primary()).seconds(15)),
                critical("DEADTIME is over", lostOnBattery(primary()).seconds(16)),
                critical(
                        "another DEADTIME", lostOnBattery(primary("DEADTIME 5")).seconds(6)),
                fine(
                        "DEADTIME begins anew after a return",
                        lostOnBattery(primary())
                                .seconds(14)
                                .states(COMMOK)
                                .states(COMMBAD)
                                .seconds(15)),
                fine(
                        "a return after DEADTIME, battery not low",
                        lostOnBattery(primary()).seconds(16).states(COMMOK)),
                fine(
                        "secondary waits HOSTSYNC where it is longer",
                        lostOnBattery(secondary("DEADTIME 5", "HOSTSYNC 20")).seconds(20)),
                critical(
                        "longer HOSTSYNC is over",
                        lostOnBattery(secondary("DEADTIME 5", "HOSTSYNC 20")).seconds(21)),
                fine(
                        "secondary waits DEADTIME where it is longer",
                        lostOnBattery(secondary("DEADTIME 20", "HOSTSYNC 5")).seconds(20)),
                critical(
                        "both count from the last reading, not one after the other",
                        lostOnBattery(secondary("DEADTIME 20", "HOSTSYNC 5")).seconds(21)),
                fine(
                        "back from silence on a low battery, lost on line power",
                        secondary()
                                .states(COMMOK, ONLINE, COMMBAD)
                                .seconds(60)
                                .states(COMMOK, ONBATT, LOWBATT)
                                .seconds(15)));
    }

    private static JudgedUps lostOnBattery(JudgedUps ups) {
        return ups.states(COMMOK, ONBATT).seconds(60).states(COMMBAD);
    }

    @ParameterizedTest
    @MethodSource("statesThatMayNotGoUnseen")
    void missingMonitorHasDeadTimeToComeBack(FactType state) {
        fine("no monitor for DEADTIME", seenIn(state).monitorLost().seconds(15)).check();
    }

    @ParameterizedTest
    @MethodSource("statesThatMayNotGoUnseen")
    void missingMonitorIsLostCommunicationAfterDeadTime(FactType state) {
        critical("no monitor for longer", seenIn(state).monitorLost().seconds(16))
                .check();
    }

    @ParameterizedTest
    @MethodSource("statesThatMayNotGoUnseen")
    void nextMonitorInTimeEndsTheWait(FactType state) {
        JudgedUps ups = seenIn(state).monitorLost().seconds(14).states(COMMOK, state);

        fine("heard of again", ups.seconds(20)).check();
    }

    static Stream<FactType> statesThatMayNotGoUnseen() {
        return Stream.of(ONBATT, OVER, ALARM, CAL, BYPASS, OFF);
    }

    private static JudgedUps seenIn(FactType state) {
        return primary("OVERDURATION 0", "OFFDURATION 600")
                .states(COMMOK, ONLINE)
                .seconds(5)
                .states(state)
                .seconds(5);
    }

    @ParameterizedTest
    @MethodSource
    void withoutMonitor(Case row) {
        row.check();
    }

    static Stream<Case> withoutMonitor() {
        return Stream.of(
                fine("lost on line power", seenIn(ONLINE).monitorLost().seconds(HOUR)),
                fine("never heard of", primary().monitorLost().seconds(HOUR)),
                critical(
                        "lost right after it said that upsd answers",
                        primary().states(ONBATT, COMMOK).monitorLost().seconds(16)),
                critical(
                        "lost on a low battery",
                        primary().states(COMMOK, ONBATT, LOWBATT).monitorLost()),
                critical(
                        "next monitor finds upsd gone while in alarm",
                        seenIn(ALARM).monitorLost().seconds(3).states(COMMBAD)),
                fine(
                        "ALARMCRITICAL 0",
                        primary("ALARMCRITICAL 0")
                                .states(COMMOK, ONLINE, ALARM)
                                .monitorLost()
                                .seconds(HOUR)),
                critical(
                        "secondary, the longer of the two",
                        secondary("DEADTIME 20", "HOSTSYNC 5")
                                .states(COMMOK, ONBATT)
                                .seconds(60)
                                .monitorLost()
                                .seconds(21)));
    }
}
