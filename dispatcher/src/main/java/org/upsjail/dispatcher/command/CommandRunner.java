// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;

/**
 * Runs commands: in order and one at a time for each queue; queues side by side up to a cap, in turn where they are more;
 * each within its limit. SHUTDOWNCMD waits for no place under the cap: handlers that hang may not keep the host up. Lives
 * on the decide thread; only exits come from elsewhere, through the executor.
 */
public final class CommandRunner {

    /** Handlers wait on mail and web servers rather than on the processor; more of them help nobody. */
    static final int MAX_PARALLEL = 16;

    /** Announcements of one UPS that a handler is behind; more of them are old news. */
    static final int MAX_QUEUED = 256;

    /** A kilobyte each, in a heap of 48 MB. */
    static final int MAX_QUEUED_IN_ALL = 4096;

    /** What a handler gets between SIGTERM and SIGKILL. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final CommandStarter starter;
    private final Executor decideThread;
    private final Supplier<Duration> clock;
    private final Consumer<String> warnings;

    /** Never an empty queue; the one that was served last stands last. */
    private final Map<String, Deque<Waiting>> waiting = new LinkedHashMap<>();

    private final Map<String, Running> running = new LinkedHashMap<>();

    /** Empty while nothing is to be announced. */
    private Optional<Map<String, String>> standingBy = Optional.empty();

    private record Waiting(CommandPlan plan, Consumer<CommandResult> ended) {}

    private static final class Running {
        private final CommandPlan plan;
        private final RunningCommand command;
        private final Duration startedAt;
        private boolean terminated;
        private boolean killed;

        Running(CommandPlan plan, RunningCommand command, Duration startedAt) {
            this.plan = plan;
            this.command = command;
            this.startedAt = startedAt;
        }
    }

    public CommandRunner(
            CommandStarter starter, Executor decideThread, Supplier<Duration> clock, Consumer<String> warnings) {
        this.starter = starter;
        this.decideThread = decideThread;
        this.clock = clock;
        this.warnings = warnings;
    }

    /** Runs {@code plan} when its queue is free. What goes wrong with it is logged. */
    public void submit(CommandPlan plan) {
        submit(plan, result -> result.failure().ifPresent(why -> warnings.accept(plan.label() + " " + why)));
    }

    /** As above; {@code ended} hears how it went. */
    public void submit(CommandPlan plan, Consumer<CommandResult> ended) {
        Deque<Waiting> queue = waiting.get(plan.queue());
        int inQueue = queue == null ? 0 : queue.size();
        int inAll = plan.runAs() == RunAs.DISPATCHER ? 0 : waitingInAll();
        if (inQueue >= MAX_QUEUED || inAll >= MAX_QUEUED_IN_ALL) {
            int before = inAll >= MAX_QUEUED_IN_ALL ? inAll : inQueue;
            ended.accept(notRun("dropped: " + before + " commands are waiting before it"));
            return;
        }
        waiting.computeIfAbsent(plan.queue(), name -> new ArrayDeque<>()).add(new Waiting(plan, ended));
        startWhatMay();
    }

    /**
     * From now on there may be something to announce at any moment.
     *
     * @param environment what the environment of every handler begins with
     */
    public void standBy(Map<String, String> environment) {
        standingBy = Optional.of(environment);
    }

    /** Ends what is over its limit, and makes ready. To be called several times a second. */
    public void tick() {
        standingBy.ifPresent(this::prepare);
        Duration now = clock.get();
        for (Running one : List.copyOf(running.values())) {
            one.plan
                    .limit()
                    .ifPresent(limit -> enforce(one, now.minus(one.startedAt).minus(limit)));
        }
    }

    /** Commands can be started without; one that cannot be says why, too. */
    private void prepare(Map<String, String> environment) {
        try {
            starter.prepare(environment);
        } catch (IOException failed) {
            standingBy = Optional.empty();
            warnings.accept("no command is held ready: " + failed.getMessage());
        }
    }

    private void enforce(Running one, Duration over) {
        if (over.isNegative()) {
            return;
        }
        if (!one.terminated) {
            one.terminated = true;
            warnings.accept(one.plan.label() + " is over its limit and is ended");
            one.command.terminateGroup();
        } else if (!one.killed && over.compareTo(GRACE) >= 0) {
            one.killed = true;
            one.command.killGroup();
        }
    }

    private int waitingInAll() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    private void startWhatMay() {
        for (Optional<Waiting> next = takeNext(); next.isPresent(); next = takeNext()) {
            start(next.get());
        }
    }

    /** The head of the first queue that may go on. */
    private Optional<Waiting> takeNext() {
        Optional<Deque<Waiting>> free = waiting.values().stream()
                .filter(queue -> mayStart(queue.element().plan()))
                .findFirst();
        return free.map(this::takeFrom);
    }

    private boolean mayStart(CommandPlan plan) {
        boolean place = running.size() < MAX_PARALLEL || plan.runAs() == RunAs.DISPATCHER;
        return place && !running.containsKey(plan.queue());
    }

    private Waiting takeFrom(Deque<Waiting> queue) {
        Waiting next = queue.remove();
        String name = next.plan().queue();
        waiting.remove(name);
        if (!queue.isEmpty()) {
            waiting.put(name, queue);
        }
        return next;
    }

    private void start(Waiting next) {
        CommandPlan plan = next.plan();
        RunningCommand command;
        try {
            command = starter.start(plan);
        } catch (IOException failed) {
            next.ended().accept(notRun("could not be started: " + failed.getMessage()));
            return;
        } catch (RuntimeException | LinkageError fault) {
            // Whoever waits must hear of it: only a SHUTDOWNCMD that is known to have failed is tried again.
            next.ended().accept(notRun("could not be started: " + fault));
            return;
        }
        running.put(plan.queue(), new Running(plan, command, clock.get()));
        command.whenExited(status -> decideThread.execute(() -> ended(next, status)));
    }

    private static CommandResult notRun(String why) {
        return new CommandResult(Optional.of(why), Duration.ZERO, "");
    }

    private void ended(Waiting which, int status) {
        Running one = running.remove(which.plan().queue());
        Optional<String> failure = status == 0 ? Optional.empty() : Optional.of("exited with status " + status);
        if (one != null) {
            which.ended().accept(new CommandResult(failure, clock.get().minus(one.startedAt), one.command.output()));
        }
        startWhatMay();
    }
}
