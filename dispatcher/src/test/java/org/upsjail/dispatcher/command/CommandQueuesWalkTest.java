// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.dispatcher.command.CommandQueues.Ticket;
import org.upsjail.dispatcher.decide.Importance;

/** What holds of the queues whatever comes, ends, hangs and is dropped. The seed is in the name of a test that fails. */
class CommandQueuesWalkTest {

    private static final int STEPS = 6_000;
    private static final int UPSES = 40;
    private static final List<Importance> COMING = List.of(Importance.CRITICAL, Importance.ORDINARY, Importance.MINOR);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }

    /** One life: handlers are slow for a while and quick for a while, so that the queues fill and empty. */
    private static final class Life {
        private final Random random;
        private final CommandQueues queues = new CommandQueues();
        private final List<Ticket> running = new ArrayList<>();
        private final Map<String, Long> lastOrdinaryStarted = new HashMap<>();
        private final Map<String, Long> lastUrgentStarted = new HashMap<>();
        private final Map<String, Long> lastUrgentCome = new HashMap<>();
        private final Map<String, Long> lastUrgentRun = new HashMap<>();
        private Duration now = Duration.ofSeconds(1);
        private long come;
        private long dropped;

        Life(long seed) {
            random = new Random(seed);
        }

        void step(int number) {
            boolean slow = number / 600 % 2 == 0;
            now = now.plusMillis(random.nextInt(20));
            int coming = random.nextInt(slow ? 6 : 2);
            for (int i = 0; i < coming; i++) {
                add();
            }
            start();
            int ending = random.nextInt(slow ? 2 : 12);
            for (int i = 0; i < ending && !running.isEmpty(); i++) {
                queues.ended(running.remove(random.nextInt(running.size())));
            }
            start();
        }

        private void add() {
            Importance importance = COMING.get(random.nextInt(COMING.size()));
            String ups = "ups" + random.nextInt(random.nextBoolean() ? 3 : UPSES);
            String label = importance + " " + random.nextInt(2) + " " + ups;
            if (importance.urgent()) {
                lastUrgentCome.put(label, come);
            }
            come++;
            dropped += queues.add(RunnerBench.plan(label, ups, importance), now, result -> {})
                    .size();
        }

        private void start() {
            for (Optional<Ticket> next = queues.next(now); next.isPresent(); next = queues.next(now)) {
                started(next.get());
            }
        }

        private void started(Ticket ticket) {
            String ups = ticket.plan().queue();
            boolean urgent = ticket.plan().importance().urgent();
            boolean beside =
                    running.stream().anyMatch(other -> other.plan().queue().equals(ups));
            assertFalse(beside && !urgent, "an ordinary one started beside another of its queue");
            assertFalse(
                    beside && now.minus(ticket.since()).compareTo(CommandQueues.PATIENCE) < 0,
                    "an urgent one started beside another too early");
            Map<String, Long> last = urgent ? lastUrgentStarted : lastOrdinaryStarted;
            Long before = last.put(ups, ticket.number());
            assertTrue(before == null || before < ticket.number(), "the order among equals of " + ups + " is broken");
            if (urgent) {
                lastUrgentRun.put(ticket.plan().label(), ticket.number());
            }
            running.add(ticket);
            long others = running.stream()
                    .filter(one -> !one.plan().importance().urgent())
                    .count();
            assertTrue(others <= CommandQueues.MAX_PARALLEL, "ordinary ones took what is kept for the urgent");
            assertTrue(running.size() <= CommandQueues.MAX_PARALLEL + CommandQueues.RESERVED, "more than there is");
        }

        /** Every handler ends and nothing new comes. */
        void comeToRest() {
            while (!running.isEmpty()) {
                running.forEach(queues::ended);
                running.clear();
                start();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingUrgentIsLostAndOrderAndBoundsHold(long seed) {
        Life life = new Life(seed);
        for (int step = 0; step < STEPS; step++) {
            life.step(step);
            assertTrue(life.queues.waiting() <= CommandQueues.MAX_QUEUED_IN_ALL, "seed " + seed + " step " + step);
        }
        life.comeToRest();

        assertEquals(life.lastUrgentCome, life.lastUrgentRun, "urgent and not run, seed " + seed);
        assertEquals(0, life.queues.waiting());
        assertTrue(life.dropped > 0, "this life never came to the bound");
    }
}
