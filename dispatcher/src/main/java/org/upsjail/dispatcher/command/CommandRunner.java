// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandQueues.Ticket;
import org.upsjail.dispatcher.command.CommandResult.Ending;
import org.upsjail.dispatcher.decide.Burst;

/**
 * Runs commands in the order that {@link CommandQueues} gives, each within its limit. Handlers that hang may keep neither
 * SHUTDOWNCMD nor what is urgent from running. Lives on the decide thread; only exits come from elsewhere, through the
 * executor.
 */
public final class CommandRunner {

    /** What a handler gets between SIGTERM and SIGKILL. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final CommandStarter starter;
    private final Executor decideThread;
    private final Supplier<Duration> clock;
    private final Consumer<String> warnings;
    private final CommandQueues queues = new CommandQueues();
    private final Map<Ticket, Running> running = new LinkedHashMap<>();
    private final Burst overflow = new Burst();
    private long dropped;

    /** Empty while nothing is to be announced. */
    private Optional<Map<String, String>> standingBy = Optional.empty();

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
        submit(plan, result -> {
            if (result.ending() != Ending.DROPPED) {
                result.failure().ifPresent(why -> warnings.accept(plan.label() + " " + why));
            }
        });
    }

    /**
     * As above.
     *
     * @param listener hears how it goes; of what is dropped the log tells by itself, once for all that goes at a time
     */
    public void submit(CommandPlan plan, CommandListener listener) {
        Duration now = clock.get();
        queues.add(plan, now, listener).forEach(surplus -> drop(surplus, now));
        startWhatMay(now);
    }

    /**
     * From now on there may be something to announce at any moment.
     *
     * @param environment what the environment of every handler begins with
     */
    public void standBy(Map<String, String> environment) {
        standingBy = Optional.of(environment);
    }

    /** Makes ready, ends what is over its limit, starts what has waited long enough. To be called several times a second. */
    public void tick() {
        standingBy.ifPresent(this::prepare);
        Duration now = clock.get();
        for (Running one : List.copyOf(running.values())) {
            one.plan
                    .limit()
                    .ifPresent(limit -> enforce(one, now.minus(one.startedAt).minus(limit)));
        }
        startWhatMay(now);
        overflow.over(now).ifPresent(count -> warnings.accept(count + " commands were dropped, none any more"));
    }

    public CommandView view() {
        Duration now = clock.get();
        Optional<Duration> longest =
                running.values().stream().map(one -> now.minus(one.startedAt)).max(Duration::compareTo);
        return new CommandView(queues.running(), queues.waiting(), longest, dropped);
    }

    private void drop(Ticket ticket, Duration now) {
        dropped++;
        if (overflow.add(now)) {
            warnings.accept("too many commands are waiting: " + ticket.plan().label()
                    + " is dropped, and more like it until there is room; are the handlers slow?");
        }
        ticket.listener().ended(CommandResult.dropped());
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

    private void startWhatMay(Duration now) {
        for (Optional<Ticket> next = queues.next(now); next.isPresent(); next = queues.next(now)) {
            Ticket ticket = next.get();
            ticket.listener().starting(expect(ticket.plan()), () -> start(ticket));
        }
    }

    /** It is only to save time: what goes wrong in it goes wrong again when it is started, and is told then. */
    private Runnable expect(CommandPlan plan) {
        try {
            return starter.expect(plan);
        } catch (RuntimeException | LinkageError fault) {
            warnings.accept(plan.label() + " is not made ready: " + fault);
            return () -> {};
        }
    }

    private void start(Ticket next) {
        RunningCommand command;
        try {
            command = starter.start(next.plan());
        } catch (IOException failed) {
            couldNotStart(next, String.valueOf(failed.getMessage()));
            return;
        } catch (RuntimeException | LinkageError fault) {
            // Whoever waits must hear of it: only a SHUTDOWNCMD that is known to have failed is tried again.
            couldNotStart(next, String.valueOf(fault));
            return;
        }
        running.put(next, new Running(next.plan(), command, clock.get()));
        command.whenExited(status -> decideThread.execute(() -> ended(next, status)));
    }

    private void couldNotStart(Ticket next, String why) {
        queues.ended(next);
        next.listener().ended(CommandResult.notStarted(why));
        // Not from here: a program that is missing would have as many calls on the stack as commands wait.
        decideThread.execute(() -> startWhatMay(clock.get()));
    }

    private void ended(Ticket which, int status) {
        Duration now = clock.get();
        Running one = running.remove(which);
        if (one != null) {
            queues.ended(which);
            which.listener().ended(CommandResult.exited(status, now.minus(one.startedAt), one.command.output()));
        }
        startWhatMay(now);
    }
}
