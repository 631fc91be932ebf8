// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import org.upsjail.it.chaos.Event.DispatcherKilled;
import org.upsjail.it.chaos.Event.Ended;
import org.upsjail.it.chaos.Event.Latched;
import org.upsjail.it.chaos.Event.Reach;
import org.upsjail.it.chaos.Event.Remained;
import org.upsjail.it.chaos.Event.Settled;
import org.upsjail.it.chaos.Event.ShutdownCommand;
import org.upsjail.it.chaos.Event.WatchBack;
import org.upsjail.it.chaos.Event.WatchLost;

/** Each way for repeats and for the end of a life to be wrong, and what looks wrong and is not. */
class ModelTest {

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
        assertEquals(List.of(), Model.check(new History(events), WORLD));
    }
}
