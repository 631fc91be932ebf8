// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.chaos.Histories.OVER;
import static org.upsjail.it.chaos.Histories.WORLD;
import static org.upsjail.it.chaos.Histories.repeated;
import static org.upsjail.it.chaos.Histories.right;
import static org.upsjail.it.chaos.Histories.says;
import static org.upsjail.it.chaos.Histories.told;
import static org.upsjail.it.chaos.Histories.wrong;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.it.chaos.Event.Answers;
import org.upsjail.it.chaos.Event.DiskFull;
import org.upsjail.it.chaos.Event.DispatcherKilled;
import org.upsjail.it.chaos.Event.HandlersHang;
import org.upsjail.it.chaos.Event.Latched;
import org.upsjail.it.chaos.Event.Reach;
import org.upsjail.it.chaos.Event.Says;
import org.upsjail.it.chaos.Event.Told;
import org.upsjail.it.chaos.Event.WatchBack;
import org.upsjail.it.chaos.Event.WatchLost;
import org.upsjail.it.differential.Condition;

/** Each way for announcements to be wrong, and what looks wrong and is not. */
class TellingTest {

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
                        "FSD that was granted though there is no data",
                        new Says(1_000, "ups", Condition.gone()),
                        told(1_100, "COMMBAD"),
                        new Latched(20_000, "ups", true),
                        told(20_100, "FSD"),
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
}
