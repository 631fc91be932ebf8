// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.RunningCommand;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.inbound.MonitorStream;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.monitor.MonitorSpec;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;

/**
 * Plays the way of an announcement, from the bytes of its frame to where its program would be started, until the JVM has
 * compiled it: what is done once a month is interpreted each time else. It has rooms of its own, a journal that keeps
 * nothing, a log that nobody reads, and starts no program.
 */
final class AnnouncementRehearsal implements MonitorNews.Consequences {

    /** C1 compiles what was called 200 times, with some to spare for what is not on the way of every announcement. */
    private static final int ROUNDS = 250;

    /** Between two announcements, by the rehearsal's own clock: no rate holds them back. */
    private static final Duration APART = Duration.ofMinutes(1);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final long begun = System.nanoTime();
    private final UpsName ups;
    private final Log log = new Log(OutputStream.nullOutputStream(), false);
    private final DecideThread thread = new DecideThread(this::now, log::critical);
    private final Journal journal = Journal.unkept(this::now, thread);
    private final CommandRunner runner = new CommandRunner(this::command, thread, this::now, log::warning);
    private final InForce inForce;
    private final MonitorStream stream;
    private final LedgerRecords ledgerRecords;
    private final Notifier notifier;
    private final MonitorNews news;

    private final int rounds;
    private int round;
    private int commands;

    private AnnouncementRehearsal(Policies policies, int rounds) {
        this.rounds = rounds;
        MonitorSpec spec = policies.monitor();
        ups = policies.configuration().upsmon().monitors().get(0).ups();
        inForce = new InForce(policies);
        stream = new MonitorStream(spec.upses(), spec.configDigest(), spec.shortestPoll(), spec.helloWithin(), now());
        ledgerRecords = new LedgerRecords(journal, this::now, inForce::decider, held -> List.of(), List::of);
        notifier = new Notifier(
                policies, Notifier.limitOf(policies, now()), runner, this::now, journal, ledgerRecords, log);
        news = new MonitorNews(
                inForce, thread, this::now, runner, journal, ledgerRecords, ServiceWatch.NONE, this, log);
        stream.received(bytes(new Frame.Hello(spec.configDigest())), now());
        stream.go();
        news.monitorReady(ProcessHandle.current().pid());
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
        try {
            rehearsal.thread.run(rehearsal::next);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        rehearsal.journal.end(LAST_WORDS);
        rehearsal.log.end(LAST_WORDS);
        return rehearsal.commands;
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - begun).plus(APART.multipliedBy(round));
    }

    private void next() {
        journal.tick();
        notifier.tick();
        ledgerRecords.tick();
        runner.tick();
        if (round == rounds) {
            thread.end();
            return;
        }
        round++;
        news.monitorAlive();
        state(FactType.COMMOK);
        state(round % 2 == 0 ? FactType.ONLINE : FactType.ONBATT);
        apply(inForce.decider().tick(now()));
        thread.tickSoon();
    }

    private void state(FactType type) {
        Fact fact = Fact.of(type, ups);
        for (Frame frame : stream.received(bytes(new Frame.Statement(fact)), now())) {
            if (frame instanceof Frame.Statement statement) {
                news.monitorStated(statement.fact());
            }
        }
    }

    private static ByteBuffer bytes(Frame frame) {
        return ByteBuffer.wrap(FrameEncoder.encode(frame));
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

    private RunningCommand command(CommandPlan plan) {
        commands++;
        return RunningCommand.knownByExit(CompletableFuture.completedFuture(0));
    }
}
