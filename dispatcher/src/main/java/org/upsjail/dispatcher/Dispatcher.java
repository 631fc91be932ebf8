// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.dispatcher.decide.SleepWatch;
import org.upsjail.dispatcher.monitor.MonitorListener;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.operator.StatusView;
import org.upsjail.dispatcher.shutdown.ShutdownActs;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.UpsmonConf.ShutdownSettings;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Order;

/** Joins the rooms: what the monitor states goes to the decider, what it decides is carried out. Decide thread only. */
final class Dispatcher implements MonitorListener {

    /** upsd is told LOGOUT within this, or the monitor is ended without. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    /** Enough for the error message of a script. */
    private static final int MAX_OUTPUT_LINES = 5;

    private static final String GOING_DOWN = "this host or upsjail is going down";

    private final DecideThread thread;
    private final Supplier<Duration> clock;
    private final Supplier<Optional<Duration>> asleepSinceBoot;
    private final SleepWatch sleep = new SleepWatch();
    private final CommandRunner runner;
    private final ShutdownActs shutdown;
    private final MonitorSupervisor supervisor;
    private final ServiceWatch service;
    private final Log log;
    private final Told told = new Told();

    private Policies policies;
    private Decider decider;
    private boolean stopWanted;
    private Optional<Duration> stopBegun = Optional.empty();
    private int exitStatus;

    /** @param asleepSinceBoot how long this host has slept; empty while that cannot be said */
    Dispatcher(
            Policies policies,
            DecideThread thread,
            Supplier<Duration> clock,
            Supplier<Optional<Duration>> asleepSinceBoot,
            CommandRunner runner,
            ServiceWatch service,
            Log log) {
        this.policies = policies;
        this.thread = thread;
        this.clock = clock;
        this.asleepSinceBoot = asleepSinceBoot;
        this.runner = runner;
        this.service = service;
        this.log = log;
        Configuration configuration = policies.configuration();
        decider = new Decider(configuration.upsmon(), configuration.upsjail().fsdGrace());
        shutdown = new ShutdownActs(runner, thread, log);
        supervisor = new MonitorSupervisor(policies.monitor(), this, thread, clock, log);
    }

    /** Works until told to stop or the host goes down; gives the exit status. */
    int run() throws InterruptedException {
        thread.run(this::tick);
        return exitStatus;
    }

    /** Ends in order: the monitor logs out first. A shutdown on its way to SHUTDOWNCMD gets there before. */
    void stop() {
        if (!stopWanted && !decider.mayBeStopped(clock.get())) {
            log.warning("told to stop during a shutdown: the shutdown comes first");
        }
        stopWanted = true;
    }

    void forceShutdown() {
        supervisor.abandonReplacement(GOING_DOWN);
        apply(decider.forcedShutdownRequested(clock.get()));
    }

    /**
     * Goes over to {@code next} once a monitor for it is jailed; until then, and if it comes to nothing, all stays as it is.
     *
     * @param outcome hears why not, or empty
     */
    void reload(Policies next, Consumer<Optional<String>> outcome) {
        Optional<String> objection = objectionTo(next);
        if (objection.isPresent()) {
            outcome.accept(objection);
            return;
        }
        goOver(next, outcome);
    }

    private void goOver(Policies next, Consumer<Optional<String>> outcome) {
        supervisor.replace(next.monitor(), failure -> {
            if (failure.isEmpty() && decider.shuttingDown()) {
                // A monitor of a pair could not be kept from ending; the shutdown goes on by the old rules.
                outcome.accept(Optional.of(GOING_DOWN));
                return;
            }
            if (failure.isEmpty()) {
                policies = next;
                Configuration configuration = next.configuration();
                decider = decider.under(
                        configuration.upsmon(), configuration.upsjail().fsdGrace());
            }
            outcome.accept(failure);
        });
    }

    StatusView status() {
        Duration now = clock.get();
        return new StatusView(decider.view(now), supervisor.view(), told.view(now));
    }

    /** Tells {@code announcement} as a test: it goes every way it would go, and touches no ledger. */
    Delivery test(Announcement announcement, Consumer<CommandResult> handled) {
        Delivery delivery = policies.notifyPolicy().deliver(announcement).asTest();
        deliver(delivery);
        if (delivery.execute()) {
            runner.submit(policies.planner().notifyCommand(delivery).with("UPSJAIL_TEST", "1"), handled);
        }
        return delivery;
    }

    @Override
    public void monitorReady() {
        apply(decider.monitorReady());
    }

    @Override
    public void monitorAlive() {
        log.debug(3, () -> "heartbeat");
        decider.monitorAlive(clock.get());
        service.monitorAlive(clock.get());
    }

    @Override
    public void monitorStated(Fact fact) {
        log.debug(
                2,
                () -> "stated: " + fact.ups() + " " + fact.type()
                        + fact.text().map(text -> " " + text).orElse(""));
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

    private Optional<String> objectionTo(Policies next) {
        if (decider.shuttingDown() || stopWanted) {
            return Optional.of(GOING_DOWN);
        }
        return next.handlerAccount().equals(policies.handlerAccount())
                ? Optional.empty()
                : Optional.of("RUN_AS_USER cannot change while running; stop and start upsjail");
    }

    private void tick() {
        if (stopWanted && stopBegun.isEmpty() && decider.mayBeStopped(clock.get())) {
            beginStop();
        }
        thread.guarded(this::lookForSleep);
        thread.guarded(this::decide);
        thread.guarded(supervisor::tick);
        thread.guarded(runner::tick);
        thread.guarded(this::reportToService);
        boolean late = stopBegun
                .filter(begun -> clock.get().minus(begun).compareTo(STOP_LIMIT) > 0)
                .isPresent();
        if (late || (stopBegun.isPresent() && supervisor.idle())) {
            supervisor.kill();
            thread.end();
        }
    }

    private void reportToService() {
        service.look(this::moment).ifPresent(status -> {
            exitStatus = status;
            thread.end();
        });
    }

    private ServiceWatch.Moment moment() {
        return new ServiceWatch.Moment(
                decider.powerFailing(),
                decider.shuttingDown(),
                stopWanted,
                supervisor.view().jailed(),
                policies.configuration().upsmon().criticalRules().deadTime(),
                clock.get());
    }

    private void lookForSleep() {
        sleep.look(asleepSinceBoot.get()).ifPresent(slept -> apply(decider.hostWoke(slept, clock.get())));
    }

    private void decide() {
        if (stopBegun.isEmpty()) {
            apply(decider.tick(clock.get()));
        }
        if (decider.shuttingDown()) {
            supervisor.abandonReplacement(GOING_DOWN);
        }
    }

    private void beginStop() {
        log.notice("stopping");
        stopBegun = Optional.of(clock.get());
        supervisor.abandonReplacement(GOING_DOWN);
        supervisor.stop();
    }

    private void apply(List<Effect> effects) {
        effects.forEach(effect -> thread.guarded(() -> apply(effect)));
    }

    private void apply(Effect effect) {
        if (effect instanceof Effect.Announce announce) {
            tell(announce.announcement());
        } else if (effect instanceof Effect.Say say) {
            log.say(say.weight(), say.line());
        } else if (effect instanceof Effect.TellTerminals all) {
            tellTerminals(all.line());
        } else if (effect instanceof Effect.OrderForcedShutdown) {
            supervisor.order(Order.FSD);
        } else if (effect instanceof Effect.OrderWoke) {
            supervisor.order(Order.WOKE);
        } else if (effect instanceof Effect.StandDown) {
            goOver(
                    policies,
                    failure -> failure.ifPresent(
                            why -> log.critical("the monitor still has the order to set FSD (" + why + "); reload")));
        } else if (effect instanceof Effect.ShutDown) {
            shutDown();
        } else if (effect instanceof Effect.End) {
            supervisor.kill();
            thread.end();
        }
    }

    private void tell(Announcement announcement) {
        Delivery delivery = policies.notifyPolicy().deliver(announcement);
        deliver(delivery);
        told.told(announcement, delivery.execute(), clock.get());
        if (delivery.execute()) {
            runner.submit(policies.planner().notifyCommand(delivery), result -> handled(announcement, result));
        }
    }

    private void handled(Announcement announcement, CommandResult result) {
        told.handled(announcement, result.failure().orElse("ok"));
        result.output()
                .lines()
                .limit(MAX_OUTPUT_LINES)
                .forEach(line -> log.notice("NOTIFYCMD for " + announcement.type() + " printed: " + line));
        result.failure().ifPresent(why -> log.warning("NOTIFYCMD for " + announcement.type() + " " + why));
    }

    private void deliver(Delivery delivery) {
        if (delivery.log()) {
            log.notice(delivery.message());
        }
        if (delivery.wall()) {
            runner.submit(policies.planner().wall(delivery.message()));
        }
    }

    private void tellTerminals(String line) {
        if (policies.configuration().upsjail().finalWall()) {
            runner.submit(policies.planner().wall(line));
        }
    }

    /** Whatever goes wrong here is a SHUTDOWNCMD that failed, so that it is tried again. */
    private void shutDown() {
        ShutdownSettings settings = policies.configuration().upsmon().shutdown();
        try {
            shutdown.perform(
                    policies.flag(),
                    policies.planner().shutdownCommand(settings.command().orElseThrow()),
                    this::shutdownEnded);
        } catch (RuntimeException | LinkageError fault) {
            shutdownEnded(Optional.of("internal error: " + fault));
        }
    }

    private void shutdownEnded(Optional<String> failure) {
        apply(decider.shutdownCommandEnded(failure, clock.get()));
    }
}
