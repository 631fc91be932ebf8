// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.CommandStarter;
import org.upsjail.dispatcher.command.CommandView;
import org.upsjail.dispatcher.command.RunningCommand;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.host.HandlerWords;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.monitor.MonitorSpec;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameType;

/**
 * Plays the way of an announcement, from the bytes of its frame to where its program would be started, until the JVM has
 * compiled it: what is done once a month is interpreted each time else. It has rooms of its own, a monitor that is no
 * process, a journal that keeps nothing, a log that nobody reads, and starts no program.
 */
final class AnnouncementRehearsal implements MonitorNews.Consequences {

    /** C1 compiles what was called 200 times, with some to spare for what is not on the way of every announcement. */
    private static final int ROUNDS = 250;

    /** Between two announcements, by the rehearsal's own clock: no rate holds them back. */
    private static final Duration APART = Duration.ofMinutes(1);

    /** Of 20 ms. Where a round takes as many as four, the host has no time for rehearsals. */
    private static final int MAX_TURNS = 4 * ROUNDS;

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final long begun = System.nanoTime();
    private final Policies policies;
    private final UpsName ups;
    private final Log log = new Log(OutputStream.nullOutputStream(), false);
    private final DecideThread thread = new DecideThread(this::now, log::critical);
    private final Journal journal = Journal.unkept(this::now, thread);
    private final CommandRunner runner = new CommandRunner(new Starter(), thread, this::now, log::warning);
    private final InForce inForce;
    private final LedgerRecords ledgerRecords;
    private final Notifier notifier;
    private final MonitorSupervisor supervisor;
    private final RehearsedMonitor monitor = new RehearsedMonitor();

    private final int rounds;
    private int turn;
    private int round;
    private int heard;
    private int commands;

    /** Makes everything ready for a program but the program. */
    private final class Starter implements CommandStarter {

        @Override
        public Runnable expect(CommandPlan plan) {
            Optional<byte[]> words = HandlerWords.of(plan, policies.planner().handlerEnvironment());
            return () -> log.debug(3, words::toString);
        }

        @Override
        public RunningCommand start(CommandPlan plan) {
            commands++;
            return RunningCommand.knownByExit(CompletableFuture.completedFuture(0));
        }
    }

    /** Hears the end of what the monitor says in one round. */
    private final class Heartbeats implements ServiceWatch {

        @Override
        public void monitorAlive(Duration now) {
            heard++;
        }

        @Override
        public Optional<Integer> look(Supplier<Moment> moment) {
            return Optional.empty();
        }
    }

    private AnnouncementRehearsal(Policies policies, int rounds) {
        this.policies = policies;
        this.rounds = rounds;
        ups = policies.configuration().upsmon().monitors().get(0).ups();
        inForce = new InForce(policies);
        ledgerRecords = new LedgerRecords(journal, this::now, inForce::decider, held -> List.of(), List::of);
        notifier = new Notifier(
                policies, Notifier.limitOf(policies, now()), runner, this::now, journal, ledgerRecords, log);
        MonitorNews news = new MonitorNews(
                inForce, thread, this::now, runner, journal, ledgerRecords, new Heartbeats(), this, log);
        supervisor = new MonitorSupervisor(rehearsed(policies.monitor()), news, thread, this::now, log);
    }

    private MonitorSpec rehearsed(MonitorSpec spec) {
        return new MonitorSpec(
                () -> monitor,
                pid -> List.of(),
                spec.upses(),
                spec.configDigest(),
                spec.shortestPoll(),
                spec.deadTime(),
                spec.helloWithin());
    }

    /** Takes some seconds of a thread of its own, most of them waiting. */
    static void begin(Policies policies) {
        Thread thread = new Thread(() -> play(policies, ROUNDS), "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives the number of commands that would have been run. */
    static int play(Policies policies, int rounds) {
        AnnouncementRehearsal rehearsal = new AnnouncementRehearsal(policies, rounds);
        rehearsal.thread.beforeAll(rehearsal::greet);
        try {
            rehearsal.thread.run(rehearsal::next);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        rehearsal.supervisor.kill();
        rehearsal.journal.end(LAST_WORDS);
        rehearsal.log.end(LAST_WORDS);
        return rehearsal.commands;
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - begun).plus(APART.multipliedBy(round));
    }

    private void greet() {
        supervisor.tick();
        monitor.says(new Frame.Hello(policies.monitor().configDigest()));
    }

    private void next() {
        journal.tick();
        notifier.tick();
        ledgerRecords.tick();
        runner.tick();
        thread.tickSoon();
        CommandView view = runner.view();
        boolean busy = !supervisor.view().jailed() || heard < round || view.waiting() + view.running() > 0;
        turn++;
        if (turn == MAX_TURNS || (!busy && round == rounds)) {
            thread.end();
        }
        if (busy) {
            return;
        }
        round++;
        monitor.says(
                stating(FactType.COMMOK),
                stating(round % 2 == 0 ? FactType.ONLINE : FactType.ONBATT),
                new Frame.Signal(FrameType.HEARTBEAT));
        apply(inForce.decider().tick(now()));
    }

    private Frame stating(FactType type) {
        return new Frame.Statement(Fact.of(type, ups));
    }

    @Override
    public void apply(List<Effect> effects) {
        effects.forEach(effect -> perform(effect, false));
    }

    /** What is announced goes on; whatever else follows has no place in a rehearsal. */
    @Override
    public void perform(Effect effect, boolean believed) {
        if (effect instanceof Effect.Announce announce) {
            notifier.tell(announce.announcement(), believed);
        }
    }

    @Override
    public void watching() {}

    @Override
    public void monitorRefused() {
        throw new IllegalStateException("there is no monitor here");
    }
}
