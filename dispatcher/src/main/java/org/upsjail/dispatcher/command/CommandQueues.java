// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.decide.Importance;

/**
 * Which command starts next, and which is dropped where too many wait. In order and one at a time for each queue; queues
 * side by side up to a cap, in turn. What is urgent waits its turn for {@link #PATIENCE} and then for nothing of its queue,
 * on places kept for it. Pure; one thread.
 */
final class CommandQueues {

    /** Handlers wait on mail and web servers rather than on the processor; more of them help nobody. */
    static final int MAX_PARALLEL = 16;

    /** Places beside those that only urgent commands take: sixteen that hang leave as many to what matters. */
    static final int RESERVED = 16;

    /** Announcements of one UPS that a handler is behind; more of them are old news. */
    static final int MAX_QUEUED = 256;

    /** The terminals are one queue for all UPSes: 2,000 of these may change at once. */
    static final int MAX_QUEUED_WALLS = 2048;

    /** A kilobyte each, in a heap of 48 MB. */
    static final int MAX_QUEUED_IN_ALL = 4096;

    /**
     * How long the order of one UPS is kept at the cost of what is urgent. A handler that hands its message on is done
     * sooner; FINALDELAY, by default 5 s, is longer.
     */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A command that waits or runs. Of two the one with the higher number came later. */
    record Ticket(long number, CommandPlan plan, Duration since, CommandListener listener) {

        /** The number alone tells one from another. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ticket ticket && ticket.number == number;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }

        private boolean urgent() {
            return plan.importance().urgent();
        }

        private boolean overdue(Duration now) {
            return urgent() && now.minus(since).compareTo(PATIENCE) >= 0;
        }
    }

    /** Never an empty queue; the one that was served last stands last. */
    private final Map<String, Deque<Ticket>> waiting = new LinkedHashMap<>();

    private final Map<String, Integer> runningOf = new HashMap<>();
    private int waitingInAll;
    private int waitingUrgent;
    private int runningUrgent;
    private int runningOthers;
    private long nextNumber;

    /** Lets the command wait; gives what had to be dropped for it, which may be itself. */
    List<Ticket> add(CommandPlan plan, Duration now, CommandListener listener) {
        Deque<Ticket> queue = waiting.computeIfAbsent(plan.queue(), name -> new ArrayDeque<>());
        Ticket added = new Ticket(nextNumber++, plan, now, listener);
        queue.add(added);
        waitingInAll++;
        waitingUrgent += added.urgent() ? 1 : 0;
        List<Ticket> dropped = new ArrayList<>();
        if (queue.size() > boundOf(plan.queue())) {
            leastOf(queue::stream).ifPresent(dropped::add);
        }
        dropped.forEach(this::remove);
        if (waitingInAll > MAX_QUEUED_IN_ALL) {
            Optional<Ticket> least = leastOf(() -> waiting.values().stream().flatMap(Deque::stream));
            least.ifPresent(this::remove);
            least.ifPresent(dropped::add);
        }
        return dropped;
    }

    /** Takes the command that is to start now; it counts as running until {@link #ended}. */
    Optional<Ticket> next(Duration now) {
        if (waitingUrgent == 0 && runningOthers >= MAX_PARALLEL) {
            return Optional.empty();
        }
        Optional<Ticket> next = waiting.values().stream()
                .map(queue -> candidate(queue, now))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(ticket -> ticket.plan().importance()));
        next.ifPresent(this::take);
        return next;
    }

    /** It runs no more, or could not be started. */
    void ended(Ticket ticket) {
        runningOf.computeIfPresent(ticket.plan().queue(), (queue, count) -> count > 1 ? count - 1 : null);
        count(ticket, -1);
    }

    int waiting() {
        return waitingInAll;
    }

    int running() {
        return runningOf.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int boundOf(String queue) {
        return queue.equals(CommandPlanner.WALL_QUEUE) ? MAX_QUEUED_WALLS : MAX_QUEUED;
    }

    private Optional<Ticket> candidate(Deque<Ticket> queue, Duration now) {
        if (waitingUrgent > 0) {
            Optional<Ticket> overdue = queue.stream()
                    .filter(ticket -> ticket.overdue(now))
                    .findFirst()
                    .filter(this::hasPlace);
            if (overdue.isPresent()) {
                return overdue;
            }
        }
        Ticket head = queue.element();
        boolean free = !runningOf.containsKey(head.plan().queue());
        return free && hasPlace(head) ? Optional.of(head) : Optional.empty();
    }

    private boolean hasPlace(Ticket ticket) {
        boolean anyPlace = runningUrgent + runningOthers < MAX_PARALLEL + RESERVED;
        return switch (ticket.plan().importance()) {
            case FINAL -> true;
            case CRITICAL -> anyPlace;
            case ORDINARY, MINOR -> anyPlace && runningOthers < MAX_PARALLEL;
        };
    }

    private void take(Ticket ticket) {
        String name = ticket.plan().queue();
        remove(ticket);
        Deque<Ticket> served = waiting.remove(name);
        if (served != null) {
            waiting.put(name, served);
        }
        runningOf.merge(name, 1, Integer::sum);
        count(ticket, 1);
    }

    /** What is final takes no place from others: there are two or three of it in the life of a host. */
    private void count(Ticket ticket, int change) {
        if (ticket.plan().importance() == Importance.CRITICAL) {
            runningUrgent += change;
        } else if (!ticket.urgent()) {
            runningOthers += change;
        }
    }

    private void remove(Ticket ticket) {
        Deque<Ticket> queue = waiting.get(ticket.plan().queue());
        if (queue != null && queue.remove(ticket)) {
            waitingInAll--;
            waitingUrgent -= ticket.urgent() ? 1 : 0;
            if (queue.isEmpty()) {
                waiting.remove(ticket.plan().queue());
            }
        }
    }

    /**
     * The oldest of the least important. Where only urgent ones wait, the oldest of which a later one says the same. There
     * is one of these as soon as more wait than there are labels, which bounds what waits: one for each UPS and urgent type.
     */
    private static Optional<Ticket> leastOf(Supplier<Stream<Ticket>> tickets) {
        Optional<Ticket> least = tickets.get()
                .filter(ticket -> !ticket.urgent())
                .max(Comparator.comparing((Ticket ticket) -> ticket.plan().importance())
                        .thenComparing(Comparator.comparingLong(Ticket::number).reversed()));
        return least.isPresent() ? least : saidAgainLater(tickets.get());
    }

    private static Optional<Ticket> saidAgainLater(Stream<Ticket> tickets) {
        Optional<Ticket> oldest = Optional.empty();
        Set<String> later = new HashSet<>();
        List<Ticket> byAge = tickets.sorted(
                        Comparator.comparingLong(Ticket::number).reversed())
                .toList();
        for (Ticket ticket : byAge) {
            if (!later.add(ticket.plan().label())) {
                oldest = Optional.of(ticket);
            }
        }
        return oldest;
    }
}
