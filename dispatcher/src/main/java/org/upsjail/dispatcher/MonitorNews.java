// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.monitor.MonitorListener;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.Fact;

/** What is heard of a monitor goes to the decider and into the journal. Decide thread only. */
final class MonitorNews implements MonitorListener {

    /** What follows from it. */
    interface Consequences {

        void apply(List<Effect> effects);

        /** @param believed whether it follows from a fact that was stated just now and was not known */
        void perform(Effect effect, boolean believed);

        /** From now on there may be something to announce at any moment. */
        void watching();

        /** There will be no monitor. */
        void monitorRefused();
    }

    private final InForce inForce;
    private final DecideThread thread;
    private final Supplier<Duration> clock;
    private final CommandRunner runner;
    private final Journal journal;
    private final LedgerRecords ledgerRecords;
    private final ServiceWatch service;
    private final Consequences consequences;
    private final Log log;

    MonitorNews(
            InForce inForce,
            DecideThread thread,
            Supplier<Duration> clock,
            CommandRunner runner,
            Journal journal,
            LedgerRecords ledgerRecords,
            ServiceWatch service,
            Consequences consequences,
            Log log) {
        this.inForce = inForce;
        this.thread = thread;
        this.clock = clock;
        this.runner = runner;
        this.journal = journal;
        this.ledgerRecords = ledgerRecords;
        this.service = service;
        this.consequences = consequences;
        this.log = log;
    }

    @Override
    public void monitorReady(long pid) {
        journal.record(new JournalRecord.MonitorReady(pid));
        consequences.apply(inForce.decider().monitorReady());
    }

    @Override
    public void monitorAlive() {
        log.debug(3, () -> "heartbeat");
        inForce.decider().monitorAlive(clock.get());
        service.monitorAlive(clock.get());
    }

    @Override
    public void monitorStated(Fact fact) {
        log.debug(
                2,
                () -> "stated: " + fact.ups() + " " + fact.type()
                        + fact.text().map(text -> " " + text).orElse(""));
        Duration now = clock.get();
        boolean news = !inForce.decider().knows(fact, now);
        List<Effect> effects = inForce.decider().stated(fact, now);
        if (news) {
            thread.tickSoon();
        }
        boolean told = effects.stream().anyMatch(Effect.Announce.class::isInstance);
        if (news && !told) {
            ledgerRecords.changed(fact.ups(), new JournalRecord.Believed(fact));
        }
        effects.forEach(effect -> consequences.perform(effect, news));
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
        if (!inForce.policies()
                .configuration()
                .upsmon()
                .notifications()
                .command()
                .isEmpty()) {
            runner.standBy(inForce.policies().planner().handlerEnvironment());
            consequences.watching();
        }
    }

    @Override
    public void monitorLost() {
        consequences.apply(inForce.decider().monitorLost(clock.get()));
    }

    @Override
    public void monitorRefused(int status) {
        log.critical("the monitor refused to start; its reason stands above");
        consequences.monitorRefused();
    }
}
