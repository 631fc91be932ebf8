// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.command.CommandPlanner;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.decide.NotifyPolicy;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.dispatcher.monitor.MonitorListener;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.shutdown.ShutdownActs;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Order;

/** Joins the rooms: what the monitor states goes to the decider, what it decides is carried out. Decide thread only. */
final class Dispatcher implements MonitorListener {

    /** upsd is told LOGOUT within this, or the monitor is ended without. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final DecideThread thread;
    private final Supplier<Duration> clock;
    private final Decider decider;
    private final NotifyPolicy policy;
    private final CommandPlanner planner;
    private final CommandRunner runner;
    private final ShutdownActs shutdown;
    private final Log log;

    private @Nullable MonitorSupervisor supervisor;
    private Optional<Duration> stopBegun = Optional.empty();
    private int exitStatus;

    Dispatcher(
            DecideThread thread,
            Supplier<Duration> clock,
            Decider decider,
            NotifyPolicy policy,
            CommandPlanner planner,
            CommandRunner runner,
            ShutdownActs shutdown,
            Log log) {
        this.thread = thread;
        this.clock = clock;
        this.decider = decider;
        this.policy = policy;
        this.planner = planner;
        this.runner = runner;
        this.shutdown = shutdown;
        this.log = log;
    }

    /** Works until told to stop or the host goes down; gives the exit status. */
    int run(MonitorSupervisor monitors) throws InterruptedException {
        supervisor = monitors;
        thread.run(this::tick);
        return exitStatus;
    }

    /** Ends in order: the monitor logs out first. */
    void stop() {
        if (stopBegun.isEmpty()) {
            log.notice("stopping");
            stopBegun = Optional.of(clock.get());
            supervisor().stop();
        }
    }

    void forceShutdown() {
        apply(decider.forcedShutdownRequested(clock.get()));
    }

    @Override
    public void monitorReady() {
        apply(decider.monitorReady());
    }

    @Override
    public void monitorAlive() {
        decider.monitorAlive(clock.get());
    }

    @Override
    public void monitorStated(Fact fact) {
        apply(decider.stated(fact, clock.get()));
    }

    @Override
    public void monitorStatedAll() {
        log.notice("every UPS has been heard of");
    }

    @Override
    public void monitorLost() {
        apply(decider.monitorLost(clock.get()));
    }

    @Override
    public void monitorRefused(int status) {
        log.critical("the monitor refused to start; its reason stands above");
        exitStatus = 1;
        thread.end();
    }

    private void tick() {
        supervisor().tick();
        runner.tick();
        if (stopBegun.isEmpty()) {
            apply(decider.tick(clock.get()));
        } else if (supervisor().idle() || clock.get().minus(stopBegun.get()).compareTo(STOP_LIMIT) > 0) {
            supervisor().kill();
            thread.end();
        }
    }

    private void apply(List<Effect> effects) {
        effects.forEach(this::apply);
    }

    private void apply(Effect effect) {
        if (effect instanceof Effect.Announce announce) {
            tell(announce.announcement());
        } else if (effect instanceof Effect.Say say) {
            log.say(say.weight(), say.line());
        } else if (effect instanceof Effect.OrderForcedShutdown) {
            supervisor().order(Order.FSD);
        } else if (effect instanceof Effect.ShutDown) {
            shutdown.perform(failure -> apply(decider.shutdownCommandEnded(failure, clock.get())));
        } else if (effect instanceof Effect.End) {
            supervisor().kill();
            thread.end();
        }
    }

    private void tell(Announcement announcement) {
        Delivery delivery = policy.deliver(announcement);
        if (delivery.log()) {
            log.notice(delivery.message());
        }
        if (delivery.wall()) {
            runner.submit(planner.wall(delivery.message()));
        }
        if (delivery.execute()) {
            runner.submit(planner.notifyCommand(delivery));
        }
    }

    private MonitorSupervisor supervisor() {
        if (supervisor == null) {
            throw new IllegalStateException("not running");
        }
        return supervisor;
    }
}
