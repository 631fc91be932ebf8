// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.dispatcher.decide.RateLimit;
import org.upsjail.dispatcher.decide.SleepWatch;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.journal.Resumption;
import org.upsjail.dispatcher.journal.UpsSet;
import org.upsjail.dispatcher.monitor.MonitorListener;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.operator.StatusView;
import org.upsjail.dispatcher.operator.StatusView.JournalView;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.NotifyType;

/** Joins the rooms: what the monitor states goes to the decider, what it decides is carried out. Decide thread only. */
final class Dispatcher implements MonitorListener {

    /** upsd is told LOGOUT within this, or the monitor is ended without. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    /** A disk that does not answer must not keep the process. */
    private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(1);

    private static final String GOING_DOWN = "this host or upsjail is going down";

    private final DecideThread thread;
    private final Supplier<Duration> clock;
    private final Supplier<Optional<Duration>> asleepSinceBoot;
    private final SleepWatch sleep = new SleepWatch();
    private final CommandRunner runner;
    private final Journal journal;
    private final LedgerRecords ledgerRecords;
    private final Metrics metrics;
    private final MonitorSupervisor supervisor;
    private final ServiceWatch service;
    private final Log log;
    private final Notifier notifier;
    private final EffectPerformer performer;

    private Policies policies;
    private Decider decider;
    private boolean stopWanted;

    /** Its record is on the way to the disk, and the decider does not know of it. */
    private boolean shutdownOrdered;

    private Optional<Duration> stopBegun = Optional.empty();
    private int exitStatus;

    /** @param asleepSinceBoot how long this host has slept; empty while that cannot be said */
    Dispatcher(
            Policies policies,
            DecideThread thread,
            Supplier<Duration> clock,
            Supplier<Optional<Duration>> asleepSinceBoot,
            CommandRunner runner,
            Journal journal,
            ServiceWatch service,
            Log log) {
        this.policies = policies;
        this.thread = thread;
        this.clock = clock;
        this.asleepSinceBoot = asleepSinceBoot;
        this.runner = runner;
        this.journal = journal;
        this.service = service;
        this.log = log;
        metrics = new Metrics(this::status, log);
        RateLimit limit = Notifier.limitOf(policies, clock.get());
        ledgerRecords = new LedgerRecords(journal, clock, () -> decider, limit::heldOf, this::unfinished);
        notifier = new Notifier(policies, limit, runner, clock, journal, ledgerRecords, log);
        Configuration configuration = policies.configuration();
        decider = new Decider(configuration.upsmon(), configuration.upsjail().fsdGrace());
        supervisor = new MonitorSupervisor(policies.monitor(), this, thread, clock, log);
        performer = new EffectPerformer(
                () -> this.policies,
                thread,
                runner,
                supervisor,
                notifier,
                journal,
                log,
                this::standDown,
                this::shutdownEnded);
    }

    /**
     * Works until told to stop or the host goes down; gives the exit status.
     *
     * @param successorComes whether another is started at once, to go on with what this one knows
     */
    int run(BooleanSupplier successorComes) throws InterruptedException {
        thread.run(this::tick);
        if (exitStatus != PairWatch.START_BOTH_ANEW && !successorComes.getAsBoolean()) {
            journal.record(new JournalRecord.Stopped());
        }
        journal.end(JOURNAL_LIMIT);
        return exitStatus;
    }

    /** To go on, with the first tick, where a dispatcher stopped that was ended by force. */
    void takeUp(Resumption before) {
        thread.beforeAll(() -> goOn(before));
    }

    private void goOn(Resumption before) {
        decider.restore(before.ledger(), before.told(), clock.get());
        log.notice(
                "taking up where the last upsjail was ended: " + before.ledger().size() + " facts are known, "
                        + before.commands().size() + " commands are still to run");
        before.commands().forEach(notifier::takeUp);
        before.held().forEach(announcement -> notifier.tell(announcement, false));
        if (before.shutdown()) {
            ledgerRecords.shutdownTakenUp();
            apply(decider.shutdownTakenUp(clock.get()));
        }
    }

    /** Ends in order: the monitor logs out first. A shutdown on its way to SHUTDOWNCMD gets there before. */
    void stop() {
        if (!stopWanted && !mayBeStopped()) {
            log.warning("told to stop during a shutdown: the shutdown comes first");
        }
        stopWanted = true;
    }

    /** Whether it comes to that: whoever is ending already has no monitor to set FSD by. */
    boolean forceShutdown() {
        if (stopBegun.isPresent()) {
            log.critical(
                    "a forced shutdown was asked for while upsjail stops, and is not begun: start upsjail, ask again");
            return false;
        }
        supervisor.abandonReplacement(GOING_DOWN);
        if (!decider.shuttingDown()) {
            // Nothing but the journal remembers that it was asked for.
            journal.record(new JournalRecord.Shutdown(true));
        }
        shutdownOrdered = true;
        journal.whenWritten(() -> {
            shutdownOrdered = false;
            apply(decider.forcedShutdownRequested(clock.get()));
            thread.tickSoon();
        });
        return true;
    }

    private boolean mayBeStopped() {
        return !shutdownOrdered && decider.mayBeStopped(clock.get());
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
                notifier.under(next);
                journal.record(
                        new JournalRecord.Reloaded(UpsSet.digest(next.monitor().upses())));
                Configuration configuration = next.configuration();
                decider = decider.under(
                        configuration.upsmon(), configuration.upsjail().fsdGrace());
            }
            outcome.accept(failure);
        });
    }

    StatusView status() {
        return new StatusView(
                decider.view(clock.get()),
                supervisor.view(),
                runner.view(),
                notifier.heldBack(),
                new JournalView(journal.writing(), journal.lost()),
                notifier.view());
    }

    /** Tells {@code announcement} as a test: it goes every way it would go, and touches no ledger. */
    Delivery test(Announcement announcement, Consumer<CommandResult> handled) {
        return notifier.test(announcement, handled);
    }

    @Override
    public void monitorReady() {
        journal.record(new JournalRecord.MonitorReady(supervisor.view().pid().orElse(0L)));
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
        Duration now = clock.get();
        boolean news = !decider.knows(fact, now);
        List<Effect> effects = decider.stated(fact, now);
        if (news) {
            thread.tickSoon();
        }
        boolean told = effects.stream().anyMatch(Effect.Announce.class::isInstance);
        if (news && !told) {
            ledgerRecords.changed(fact.ups(), new JournalRecord.Believed(fact));
        }
        effects.forEach(effect -> thread.guarded(() -> performer.perform(effect, news)));
    }

    @Override
    public void monitorGone(long pid, String why) {
        journal.record(new JournalRecord.MonitorLost(pid, why));
    }

    @Override
    public void monitorViolated(long pid, String what) {
        journal.record(new JournalRecord.Violated(pid, what));
    }

    @Override
    public void monitorStatedAll() {
        log.notice("every UPS has been heard of");
        if (!policies.configuration().upsmon().notifications().command().isEmpty()) {
            runner.standBy(policies.planner().handlerEnvironment());
        }
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

    private List<JournalRecord.StillToRun> unfinished() {
        return notifier.unfinished();
    }

    private Optional<String> objectionTo(Policies next) {
        if (decider.shuttingDown() || shutdownOrdered || stopWanted) {
            return Optional.of(GOING_DOWN);
        }
        if (!next.handlerAccount().equals(policies.handlerAccount())) {
            return Optional.of("RUN_AS_USER cannot change while running; stop and start upsjail");
        }
        return next.configuration()
                        .upsjail()
                        .records()
                        .sameJournal(policies.configuration().upsjail().records())
                ? Optional.empty()
                : Optional.of(
                        "STATEDIR, JOURNALSIZE and JOURNALFILES cannot change while running; stop and start upsjail");
    }

    private void tick() {
        if (stopWanted && stopBegun.isEmpty() && mayBeStopped()) {
            beginStop();
        }
        thread.guarded(this::lookForSleep);
        thread.guarded(this::decide);
        thread.guarded(supervisor::tick);
        thread.guarded(notifier::tick);
        thread.guarded(ledgerRecords::tick);
        thread.guarded(() -> metrics.tick(policies, clock.get()));
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
        if (decider.expectsStep()) {
            thread.tickSoon();
        }
    }

    private void beginStop() {
        log.notice("stopping");
        stopBegun = Optional.of(clock.get());
        supervisor.abandonReplacement(GOING_DOWN);
        supervisor.stop();
    }

    private void apply(List<Effect> effects) {
        ledgerRecords.shutdown(decider.shuttingDown());
        effects.forEach(effect -> thread.guarded(() -> performer.perform(effect, entersLoss(effect))));
    }

    /** COMMBAD is the one fact that no monitor states: it may follow from the time since the host woke. */
    private static boolean entersLoss(Effect effect) {
        return effect instanceof Effect.Announce told && told.announcement().type() == NotifyType.COMMBAD;
    }

    /** The order to set FSD was given, and is not to be obeyed any more: only a new monitor does not have it. */
    private void standDown() {
        goOver(
                policies,
                failure -> failure.ifPresent(
                        why -> log.critical("the monitor still has the order to set FSD (" + why + "); reload")));
    }

    private void shutdownEnded(Optional<String> failure) {
        apply(decider.shutdownCommandEnded(failure, clock.get()));
    }
}
