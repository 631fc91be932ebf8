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
import org.upsjail.dispatcher.monitor.MonitorListener;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.operator.StatusView;
import org.upsjail.dispatcher.operator.StatusView.JournalView;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.NotifyType;

/** Joins the rooms: what the monitor states goes to the decider, what it decides is carried out. Decide thread only. */
final class Dispatcher implements MonitorNews.Consequences {

    /** A disk that does not answer must not keep the process. */
    private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(1);

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
    private final MonitorNews news;
    private final Reloading reloading;
    private final InForce inForce;
    private final OrderlyStop stop = new OrderlyStop();

    /** Its record is on the way to the disk, and the decider does not know of it. */
    private boolean shutdownOrdered;

    private Runnable onceWatching = () -> {};
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
        inForce = new InForce(policies);
        this.thread = thread;
        this.clock = clock;
        this.asleepSinceBoot = asleepSinceBoot;
        this.runner = runner;
        this.journal = journal;
        this.service = service;
        this.log = log;
        metrics = new Metrics(this::status, log);
        RateLimit limit = Notifier.limitOf(policies, clock.get());
        ledgerRecords = new LedgerRecords(journal, clock, inForce::decider, limit::heldOf, this::unfinished);
        notifier = new Notifier(policies, limit, runner, clock, journal, ledgerRecords, log);
        news = new MonitorNews(inForce, thread, clock, runner, journal, ledgerRecords, service, this, log);
        supervisor = new MonitorSupervisor(policies.monitor(), news, thread, clock, log);
        performer = new EffectPerformer(
                inForce::policies,
                thread,
                runner,
                supervisor,
                notifier,
                journal,
                log,
                this::standDown,
                this::shutdownEnded);
        reloading = new Reloading(inForce, supervisor, notifier, journal, this::ending);
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

    /** {@code task} runs when every UPS has been heard of for the first time, if NOTIFYCMD is there to be run. */
    void onceWatching(Runnable task) {
        onceWatching = task;
    }

    private void goOn(Resumption before) {
        decider().restore(before.ledger(), before.told(), clock.get());
        log.notice(
                "taking up where the last upsjail was ended: " + before.ledger().size() + " facts are known, "
                        + before.commands().size() + " commands are still to run");
        before.commands().forEach(notifier::takeUp);
        before.held().forEach(announcement -> notifier.tell(announcement, false));
        if (before.shutdown()) {
            ledgerRecords.shutdownTakenUp();
            apply(decider().shutdownTakenUp(clock.get()));
        }
    }

    /** Ends in order: the monitor logs out first. A shutdown on its way to SHUTDOWNCMD gets there before. */
    void stop() {
        if (!stop.wanted() && !mayBeStopped()) {
            log.warning("told to stop during a shutdown: the shutdown comes first");
        }
        stop.want();
    }

    /** Whether it comes to that: whoever is ending already has no monitor to set FSD by. */
    boolean forceShutdown() {
        if (stop.begun()) {
            log.critical(
                    "a forced shutdown was asked for while upsjail stops, and is not begun: start upsjail, ask again");
            return false;
        }
        reloading.abandon();
        if (!decider().shuttingDown()) {
            // Nothing but the journal remembers that it was asked for.
            journal.record(new JournalRecord.Shutdown(true));
        }
        shutdownOrdered = true;
        journal.whenWritten(() -> {
            shutdownOrdered = false;
            apply(decider().forcedShutdownRequested(clock.get()));
            thread.tickSoon();
        });
        return true;
    }

    private boolean mayBeStopped() {
        return !shutdownOrdered && decider().mayBeStopped(clock.get());
    }

    /** As {@link Reloading#reload}. */
    void reload(Policies next, Consumer<Optional<String>> outcome) {
        reloading.reload(next, outcome);
    }

    private boolean ending() {
        return decider().shuttingDown() || shutdownOrdered || stop.wanted();
    }

    private Decider decider() {
        return inForce.decider();
    }

    /** Who hears of the monitor. */
    MonitorListener news() {
        return news;
    }

    StatusView status() {
        return new StatusView(
                decider().view(clock.get()),
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
    public void apply(List<Effect> effects) {
        ledgerRecords.shutdown(decider().shuttingDown());
        effects.forEach(effect -> perform(effect, entersLoss(effect)));
    }

    @Override
    public void perform(Effect effect, boolean believed) {
        thread.guarded(() -> performer.perform(effect, believed));
    }

    @Override
    public void watching() {
        onceWatching.run();
        onceWatching = () -> {};
    }

    @Override
    public void monitorRefused() {
        exitStatus = 1;
        thread.end();
    }

    private List<JournalRecord.StillToRun> unfinished() {
        return notifier.unfinished();
    }

    private void tick() {
        if (stop.due() && mayBeStopped()) {
            beginStop();
        }
        thread.guarded(this::lookForSleep);
        thread.guarded(this::decide);
        thread.guarded(supervisor::tick);
        thread.guarded(notifier::tick);
        thread.guarded(ledgerRecords::tick);
        thread.guarded(() -> metrics.tick(inForce.policies(), clock.get()));
        thread.guarded(runner::tick);
        thread.guarded(this::reportToService);
        if (stop.late(clock.get()) || (stop.begun() && supervisor.idle())) {
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
                decider().powerFailing(),
                decider().shuttingDown(),
                stop.wanted(),
                supervisor.view().jailed(),
                inForce.policies().configuration().upsmon().criticalRules().deadTime(),
                clock.get());
    }

    private void lookForSleep() {
        sleep.look(asleepSinceBoot.get()).ifPresent(slept -> apply(decider().hostWoke(slept, clock.get())));
    }

    private void decide() {
        if (!stop.begun()) {
            apply(decider().tick(clock.get()));
        }
        if (decider().shuttingDown()) {
            reloading.abandon();
        }
        if (decider().expectsStep()) {
            thread.tickSoon();
        }
    }

    private void beginStop() {
        log.notice("stopping");
        stop.begin(clock.get());
        reloading.abandon();
        supervisor.stop();
    }

    /** COMMBAD is the one fact that no monitor states: it may follow from the time since the host woke. */
    private static boolean entersLoss(Effect effect) {
        return effect instanceof Effect.Announce told && told.announcement().type() == NotifyType.COMMBAD;
    }

    /** The order to set FSD was given, and is not to be obeyed any more: only a new monitor does not have it. */
    private void standDown() {
        reloading.replaceMonitor(failure -> failure.ifPresent(
                why -> log.critical("the monitor still has the order to set FSD (" + why + "); reload")));
    }

    private void shutdownEnded(Optional<String> failure) {
        apply(decider().shutdownCommandEnded(failure, clock.get()));
    }
}
