// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.it.chaos.Event.Answers;
import org.upsjail.it.chaos.Event.DiskFull;
import org.upsjail.it.chaos.Event.DispatcherKilled;
import org.upsjail.it.chaos.Event.Ended;
import org.upsjail.it.chaos.Event.HandlersHang;
import org.upsjail.it.chaos.Event.Latched;
import org.upsjail.it.chaos.Event.Reach;
import org.upsjail.it.chaos.Event.Remained;
import org.upsjail.it.chaos.Event.Says;
import org.upsjail.it.chaos.Event.Settled;
import org.upsjail.it.chaos.Event.ShutdownCommand;
import org.upsjail.it.chaos.Event.Told;
import org.upsjail.it.chaos.Event.WatchBack;
import org.upsjail.it.chaos.Event.WatchLost;
import org.upsjail.it.differential.Condition;

/** Each way for a history to be wrong, and what looks wrong and is not. One UPS, one server, MINSUPPLIES 1. */
class ModelTest {

    private static final World WORLD = new World(Map.of("ups", "north"), 1, true);

    /** Long after everything. */
    private static final Event OVER = new Settled(100_000);

    private static Event says(long at, String status) {
        return new Says(at, "ups", Condition.served(status));
    }

    private static Event told(long at, String type) {
        return new Told(at, type, "ups", false);
    }

    private static Event repeated(long at, String type) {
        return new Told(at, type, "ups", true);
    }

    private static ArgumentSet wrong(String name, String what, Event... events) {
        return Arguments.argumentSet(name, what, List.of(events));
    }

    private static ArgumentSet right(String name, Event... events) {
        return Arguments.argumentSet(name, List.of(events));
    }

    static Stream<ArgumentSet> wrongTellings() {
        return Stream.of(
                wrong("never told", "ONBATT, so since 1000 ms, was not told once", says(1_000, "OB"), OVER),
                wrong(
                        "told too late",
                        "ONBATT, so since 1000 ms, was not told once",
                        says(1_000, "OB"),
                        told(15_000, "ONBATT"),
                        OVER),
                wrong("invented", "ONBATT was told without cause, or twice", told(1_000, "ONBATT"), OVER),
                wrong(
                        "told before it was so",
                        "ONBATT, so since 1000 ms, was not told once",
                        told(900, "ONBATT"),
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        OVER),
                wrong(
                        "twice",
                        "ONBATT was told without cause, or twice",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        told(1_600, "ONBATT"),
                        OVER),
                wrong(
                        "twice after a kill with a journal",
                        "ONBATT was told without cause, or twice",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        new WatchLost(6_000),
                        new DispatcherKilled(6_000),
                        new WatchBack(8_000),
                        told(9_000, "ONBATT"),
                        OVER),
                wrong(
                        "never over",
                        "ONLINE, so since 20000 ms, was not told once",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        says(20_000, "OL"),
                        OVER),
                wrong(
                        "in the wrong order",
                        "ONLINE was told without cause, or twice",
                        says(1_000, "OB"),
                        says(1_100, "OL"),
                        told(1_500, "ONLINE"),
                        told(1_600, "ONBATT"),
                        OVER),
                wrong(
                        "two aspects in the wrong order",
                        "TRIM was told after CAL, and was over before that began",
                        says(1_000, "OL TRIM"),
                        says(2_000, "OL"),
                        says(3_000, "OL CAL"),
                        told(3_200, "CAL"),
                        told(3_300, "TRIM"),
                        told(3_400, "NOTTRIM"),
                        OVER),
                wrong(
                        "the battery's health told again",
                        "REPLBATT was told without cause, or twice",
                        says(1_000, "OL RB"),
                        told(1_500, "REPLBATT"),
                        says(2_000, "OL"),
                        says(9_000, "OL RB"),
                        told(9_500, "REPLBATT"),
                        OVER),
                wrong(
                        "a server that is away is not told",
                        "COMMBAD, so since 1000 ms, was not told once",
                        new Answers(1_000, "north", Reach.AWAY),
                        OVER),
                wrong(
                        "a change while another server is ill",
                        "ONBATT, so since 2000 ms, was not told once",
                        new Answers(1_000, "south", Reach.ERRATIC),
                        says(2_000, "OB"),
                        OVER),
                wrong(
                        "missed though the handlers only hang later",
                        "ONBATT, so since 1000 ms, was not told once",
                        says(1_000, "OB"),
                        new HandlersHang(60_000, true),
                        OVER),
                wrong(
                        "missed after the watch was back",
                        "ONBATT, so since 2000 ms, was not told once",
                        new WatchLost(1_000),
                        says(2_000, "OB"),
                        new WatchBack(5_000),
                        says(30_000, "OL"),
                        OVER),
                wrong(
                        "a type that is none",
                        "nothing can have caused NOCOMM",
                        new Told(1_000, "NOCOMM", "ups", false),
                        OVER));
    }

    static Stream<ArgumentSet> rightTellings() {
        return Stream.of(
                right("told in time", says(1_000, "OB"), told(1_500, "ONBATT"), OVER),
                right("too short to be noticed", says(1_000, "OB"), says(2_000, "OL"), OVER),
                right(
                        "short and noticed",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        says(2_000, "OL"),
                        told(2_100, "ONLINE"),
                        OVER),
                right(
                        "passed while nobody watched",
                        new WatchLost(1_000),
                        says(2_000, "OB"),
                        says(20_000, "OL"),
                        new WatchBack(21_000),
                        OVER),
                right(
                        "behind handlers that hang",
                        new HandlersHang(500, true),
                        says(1_000, "OB"),
                        new HandlersHang(30_000, false),
                        told(31_000, "ONBATT"),
                        OVER),
                right(
                        "as an ill server likes",
                        new Answers(1_000, "north", Reach.ERRATIC),
                        told(1_500, "COMMBAD"),
                        told(1_600, "COMMOK"),
                        told(2_500, "COMMBAD"),
                        new Answers(9_000, "north", Reach.HONEST),
                        told(9_500, "COMMOK"),
                        OVER),
                right(
                        "a connection that was cut",
                        new Event.Cut(1_000, "north"),
                        told(1_100, "COMMBAD"),
                        told(1_300, "COMMOK"),
                        OVER),
                right(
                        "forgotten with the journal and told anew",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        new DiskFull(5_000, true),
                        new WatchLost(6_000),
                        new DispatcherKilled(6_000),
                        new WatchBack(8_000),
                        told(9_000, "ONBATT"),
                        new DiskFull(20_000, false),
                        OVER),
                right(
                        "run again unmarked, its end not being in the journal",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        new DiskFull(1_600, true),
                        says(2_000, "OL"),
                        told(2_500, "ONLINE"),
                        new WatchLost(6_000),
                        new DispatcherKilled(6_000),
                        told(7_000, "ONBATT"),
                        new WatchBack(8_000),
                        told(9_000, "ONLINE"),
                        new DiskFull(20_000, false),
                        OVER),
                right(
                        "low before on battery",
                        says(1_000, "OL LB"),
                        told(1_500, "LOWBATT"),
                        says(10_000, "OL"),
                        says(20_000, "OL LB"),
                        told(20_300, "LOWBATT"),
                        OVER),
                right(
                        "a repeat that was cut off before it wrote",
                        says(1_000, "OB"),
                        new WatchLost(1_200),
                        new DispatcherKilled(1_200),
                        new WatchBack(4_000),
                        repeated(4_500, "ONBATT"),
                        OVER),
                right(
                        "run again after a kill",
                        says(1_000, "OB"),
                        told(1_100, "ONBATT"),
                        new WatchLost(1_200),
                        new DispatcherKilled(1_200),
                        new WatchBack(4_000),
                        repeated(4_500, "ONBATT"),
                        OVER));
    }

    static Stream<ArgumentSet> otherWrongs() {
        Event kill = new DispatcherKilled(1_200);
        return Stream.of(
                wrong(
                        "a repeat without a kill",
                        "ONBATT was repeated without a kill for it",
                        says(1_000, "OB"),
                        told(1_100, "ONBATT"),
                        repeated(1_500, "ONBATT")),
                wrong(
                        "two repeats of one kill",
                        "ONBATT was repeated without a kill for it",
                        says(1_000, "OB"),
                        told(1_100, "ONBATT"),
                        kill,
                        repeated(1_500, "ONBATT"),
                        repeated(1_600, "ONBATT")),
                wrong(
                        "down without cause",
                        "the host was brought down without cause",
                        says(1_000, "OB"),
                        told(1_500, "ONBATT"),
                        new ShutdownCommand(20_000),
                        new Ended(21_000, 0, false)),
                wrong(
                        "down long after the cause has gone",
                        "the host was brought down without cause",
                        says(1_000, "OB LB"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        says(2_000, "OL"),
                        told(2_100, "ONLINE"),
                        new ShutdownCommand(60_000),
                        new Ended(61_000, 0, false)),
                wrong(
                        "on battery and low, and up",
                        "there was cause for a shutdown since 1000 ms, and none came",
                        says(1_000, "OB LB"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        new Settled(90_000)),
                wrong(
                        "forced, and up",
                        "there was cause for a shutdown since 1000 ms, and none came",
                        new Latched(1_000, "ups", true),
                        told(1_100, "FSD"),
                        new Settled(90_000)),
                wrong(
                        "lost on battery, and up",
                        "there was cause for a shutdown since",
                        says(1_000, "OB"),
                        told(1_100, "ONBATT"),
                        new Answers(10_000, "north", Reach.AWAY),
                        told(10_100, "COMMBAD"),
                        new Settled(90_000)),
                wrong(
                        "down too late",
                        "there was cause for a shutdown since 1000 ms, and none came",
                        says(1_000, "OB LB"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        new ShutdownCommand(60_000),
                        new Ended(61_000, 0, false)),
                wrong(
                        "SHUTDOWNCMD twice",
                        "SHUTDOWNCMD ran 2 times",
                        says(1_000, "OB LB"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        new ShutdownCommand(8_000),
                        new ShutdownCommand(8_100),
                        new Ended(9_000, 0, false)),
                wrong("ended by itself", "upsjail ended with status 0", new Ended(9_000, 0, false)),
                wrong("ended ill", "upsjail ended with status 1", new Ended(9_000, 1, true)),
                wrong("something remained", "a process remained: 17", new Remained(9_000, "a process remained: 17")));
    }

    static Stream<ArgumentSet> rightEnds() {
        return Stream.of(
                right("a stop", new Ended(9_000, 0, true)),
                right(
                        "a shutdown in time",
                        says(1_000, "OB LB"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        new ShutdownCommand(8_000),
                        new Ended(9_000, 0, false)),
                right(
                        "calibrating",
                        says(1_000, "OB LB CAL"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        told(1_100, "CAL"),
                        new Settled(90_000)),
                right(
                        "nobody watched until the battery was well",
                        says(1_000, "OB"),
                        told(1_100, "ONBATT"),
                        new WatchLost(5_000),
                        says(5_100, "OB LB"),
                        says(8_000, "OL"),
                        new WatchBack(9_000),
                        told(9_100, "ONLINE"),
                        new Settled(90_000)),
                right(
                        "nobody watched for DEADTIME",
                        says(1_000, "OB"),
                        told(1_100, "ONBATT"),
                        new WatchLost(10_000),
                        new ShutdownCommand(20_000),
                        new Ended(21_000, 0, false)),
                right(
                        "SHUTDOWNCMD once more after a kill",
                        says(1_000, "OB LB"),
                        told(1_100, "ONBATT"),
                        told(1_100, "LOWBATT"),
                        new ShutdownCommand(8_000),
                        new WatchLost(8_050),
                        new DispatcherKilled(8_050),
                        new ShutdownCommand(12_000),
                        new Ended(13_000, 0, false)));
    }

    @ParameterizedTest
    @MethodSource("wrongTellings")
    void announcementThatIsWrongIsFound(String what, List<Event> events) {
        List<Violation> violations = Model.tellings(new History(events), WORLD);

        assertTrue(violations.stream().anyMatch(one -> one.what().contains(what)), violations::toString);
    }

    @ParameterizedTest
    @MethodSource("rightTellings")
    void announcementsThatCanBeArePassed(List<Event> events) {
        assertEquals(List.of(), Model.tellings(new History(events), WORLD));
    }

    @ParameterizedTest
    @MethodSource("otherWrongs")
    void endThatIsWrongIsFound(String what, List<Event> events) {
        List<Violation> violations = Model.check(new History(events), WORLD);

        assertEquals(
                List.of(),
                violations.stream().filter(one -> !one.what().contains(what)).toList());
        assertTrue(violations.size() >= 1);
    }

    @ParameterizedTest
    @MethodSource("rightEnds")
    void endThatCanBeIsPassed(List<Event> events) {
        assertEquals(List.of(), Model.check(new History(new ArrayList<>(events)), WORLD));
    }
}
