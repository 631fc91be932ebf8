// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.command.CommandQueues.Ticket;
import org.upsjail.dispatcher.decide.Importance;

/** What overtakes what, what takes which place, and what is dropped. */
class CommandQueuesTest {

    private final CommandQueues queues = new CommandQueues();
    private final List<Ticket> running = new ArrayList<>();
    private Duration now = Duration.ofSeconds(100);

    private List<String> add(String label, String queue, Importance importance) {
        return queues.add(RunnerBench.plan(label, queue, importance), now, result -> {}).stream()
                .map(ticket -> ticket.plan().label())
                .toList();
    }

    /** The labels of all that may start now, in the order they do; they go on running. */
    private List<String> start() {
        List<String> labels = new ArrayList<>();
        for (Optional<Ticket> next = queues.next(now); next.isPresent(); next = queues.next(now)) {
            running.add(next.get());
            labels.add(next.get().plan().label());
        }
        return labels;
    }

    private void end(String label) {
        Ticket ended = running.stream()
                .filter(ticket -> ticket.plan().label().equals(label))
                .findFirst()
                .orElseThrow();
        running.remove(ended);
        queues.ended(ended);
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private void hang(Importance importance, int count) {
        for (int i = 0; i < count; i++) {
            add("hung" + i, importance + " " + i, importance);
        }
        assertEquals(count, start().size());
    }

    @Test
    void urgentCommandKeepsItsTurnForAWhile() {
        add("ONBATT", "ups", Importance.ORDINARY);
        add("LOWBATT", "ups", Importance.CRITICAL);
        assertEquals(List.of("ONBATT"), start());

        passes(CommandQueues.PATIENCE.minusMillis(1));
        assertEquals(List.of(), start());
        end("ONBATT");
        assertEquals(List.of("LOWBATT"), start());
    }

    @Test
    void urgentCommandThatHasWaitedLongEnoughStartsBesideWhatRuns() {
        add("ONBATT", "ups", Importance.ORDINARY);
        add("LOWBATT", "ups", Importance.CRITICAL);
        start();

        passes(CommandQueues.PATIENCE);
        assertEquals(List.of("LOWBATT"), start());
    }

    @Test
    void urgentCommandThatHasWaitedLongEnoughOvertakesWhatWaits() {
        add("ONBATT", "ups", Importance.ORDINARY);
        add("TRIM", "ups", Importance.MINOR);
        add("LOWBATT", "ups", Importance.CRITICAL);
        start();
        passes(CommandQueues.PATIENCE);
        assertEquals(List.of("LOWBATT"), start());

        end("ONBATT");
        assertEquals(List.of(), start());
        end("LOWBATT");
        assertEquals(List.of("TRIM"), start());
    }

    @Test
    void urgentCommandsOfOneUpsKeepTheirOrderAmongThemselves() {
        add("ONBATT", "ups", Importance.ORDINARY);
        start();
        add("LOWBATT", "ups", Importance.CRITICAL);
        add("FSD", "ups", Importance.CRITICAL);

        passes(CommandQueues.PATIENCE);
        assertEquals(List.of("LOWBATT", "FSD"), start());
    }

    @Test
    void urgentCommandWaitsForNoHungUrgentOneEither() {
        add("LOWBATT", "ups", Importance.CRITICAL);
        start();
        add("FSD", "ups", Importance.CRITICAL);

        passes(CommandQueues.PATIENCE);
        assertEquals(List.of("FSD"), start());
    }

    @Test
    void ordinaryCommandNeverStartsBesideOneOfItsQueue() {
        add("ONBATT", "ups", Importance.ORDINARY);
        add("ONLINE", "ups", Importance.ORDINARY);
        start();

        passes(Duration.ofHours(1));
        assertEquals(List.of(), start());
    }

    @Test
    void placesAreKeptForTheUrgent() {
        hang(Importance.ORDINARY, CommandQueues.MAX_PARALLEL);
        add("late", "late", Importance.ORDINARY);
        add("LOWBATT", "ups", Importance.CRITICAL);

        assertEquals(List.of("LOWBATT"), start());
    }

    @Test
    void urgentCommandsTakeAnyPlace() {
        hang(Importance.CRITICAL, CommandQueues.MAX_PARALLEL + CommandQueues.RESERVED);
        add("surplus", "ups", Importance.CRITICAL);

        assertEquals(List.of(), start());
    }

    @Test
    void finalCommandsNeedNoPlace() {
        hang(Importance.ORDINARY, CommandQueues.MAX_PARALLEL);
        hang(Importance.CRITICAL, CommandQueues.RESERVED);
        add("SHUTDOWN", "host", Importance.FINAL);
        add("SHUTDOWNCMD", "shutdown", Importance.FINAL);

        assertEquals(List.of("SHUTDOWN", "SHUTDOWNCMD"), start());
    }

    @Test
    void moreImportantStartsFirstWhateverCameFirst() {
        add("TRIM", "a", Importance.MINOR);
        add("ONBATT", "b", Importance.ORDINARY);
        add("LOWBATT", "c", Importance.CRITICAL);
        add("SHUTDOWN", "host", Importance.FINAL);

        assertEquals(List.of("SHUTDOWN", "LOWBATT", "ONBATT", "TRIM"), start());
    }

    @Test
    void fullQueueDropsTheOldestOfTheLeastImportant() {
        add("ONBATT", "ups", Importance.ORDINARY);
        add("TRIM", "ups", Importance.MINOR);
        add("BOOST", "ups", Importance.MINOR);
        for (int i = 3; i < CommandQueues.MAX_QUEUED; i++) {
            assertEquals(List.of(), add("more" + i, "ups", Importance.ORDINARY));
        }

        assertEquals(List.of("TRIM"), add("a", "ups", Importance.ORDINARY));
        assertEquals(List.of("BOOST"), add("b", "ups", Importance.ORDINARY));
        assertEquals(List.of("ONBATT"), add("c", "ups", Importance.ORDINARY));
    }

    @Test
    void changeOfTwoThousandUpsesAtOnceIsHandledAndReachesTheTerminalsWhole() {
        for (int i = 0; i < 2000; i++) {
            assertEquals(List.of(), add("wall" + i, CommandPlanner.WALL_QUEUE, Importance.ORDINARY));
            assertEquals(List.of(), add("handler" + i, "ups" + i, Importance.ORDINARY));
        }
    }

    @Test
    void terminalsThatHangAreBounded() {
        for (int i = 0; i < CommandQueues.MAX_QUEUED_WALLS; i++) {
            assertEquals(List.of(), add("wall" + i, CommandPlanner.WALL_QUEUE, Importance.ORDINARY));
        }

        assertEquals(List.of("wall0"), add("one more", CommandPlanner.WALL_QUEUE, Importance.ORDINARY));
    }

    @Test
    void leastImportantIsDroppedThoughItIsTheOneThatComes() {
        for (int i = 0; i < CommandQueues.MAX_QUEUED; i++) {
            add("waiting" + i, "ups", Importance.ORDINARY);
        }

        assertEquals(List.of("TRIM"), add("TRIM", "ups", Importance.MINOR));
    }

    @Test
    void fullHouseDropsOfAnyQueue() {
        for (int i = 0; i < CommandQueues.MAX_QUEUED_IN_ALL - 1; i++) {
            add("waiting" + i, "queue" + i, Importance.ORDINARY);
        }
        add("TRIM", "trim", Importance.MINOR);

        assertEquals(List.of("TRIM"), add("surplus", "another", Importance.ORDINARY));
        assertEquals(List.of("waiting0"), add("LOWBATT", "ups", Importance.CRITICAL));
    }

    @Test
    void ofUrgentOnesOnlyThatIsDroppedWhichALaterOneSaysAgain() {
        add("FSD ups", "ups", Importance.CRITICAL);
        for (int i = 1; i < CommandQueues.MAX_QUEUED; i++) {
            add("LOWBATT ups", "ups", Importance.CRITICAL);
        }
        long labels = 2;
        assertEquals(List.of("LOWBATT ups"), add("LOWBATT ups", "ups", Importance.CRITICAL));

        for (int i = 0; i < 3 * CommandQueues.MAX_QUEUED; i++) {
            assertTrue(add(i % 2 == 0 ? "LOWBATT ups" : "FSD ups", "ups", Importance.CRITICAL)
                            .size()
                    == 1);
        }
        assertEquals(CommandQueues.MAX_QUEUED, queues.waiting());
        assertEquals(labels, start().stream().distinct().count() + countDistinctLater());
    }

    private long countDistinctLater() {
        passes(CommandQueues.PATIENCE);
        List<String> first =
                running.stream().map(ticket -> ticket.plan().label()).distinct().toList();
        return start().stream()
                .distinct()
                .filter(label -> !first.contains(label))
                .count();
    }

    @Test
    void urgentOnesThatAllSayDifferentThingsAllWaitWhateverTheBound() {
        for (int i = 0; i < CommandQueues.MAX_QUEUED_IN_ALL + 100; i++) {
            assertEquals(List.of(), add("LOWBATT " + i, "ups" + i, Importance.CRITICAL));
        }

        assertEquals(CommandQueues.MAX_QUEUED_IN_ALL + 100, queues.waiting());
    }

    @Test
    void endMakesRoomAndAFailedStartTakesNone() {
        hang(Importance.ORDINARY, CommandQueues.MAX_PARALLEL);
        add("late", "late", Importance.ORDINARY);
        end("hung3");

        assertEquals(List.of("late"), start());
        assertEquals(CommandQueues.MAX_PARALLEL, queues.running());
    }
}
