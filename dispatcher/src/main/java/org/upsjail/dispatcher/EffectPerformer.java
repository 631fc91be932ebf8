// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.shutdown.ShutdownActs;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.UpsmonConf.ShutdownSettings;
import org.upsjail.protocol.wire.Order;

/** Carries out what was decided. Decide thread only. */
final class EffectPerformer {

    private final Supplier<Policies> policies;
    private final DecideThread thread;
    private final CommandRunner runner;
    private final MonitorSupervisor supervisor;
    private final Notifier notifier;
    private final Journal journal;
    private final Log log;
    private final ShutdownActs shutdown;
    private final Runnable standDown;
    private final Consumer<Optional<String>> shutdownEnded;

    /**
     * @param policies those in force
     * @param standDown takes the order to set FSD back
     * @param shutdownEnded hears how SHUTDOWNCMD ended, or why it was not started; empty: well
     */
    EffectPerformer(
            Supplier<Policies> policies,
            DecideThread thread,
            CommandRunner runner,
            MonitorSupervisor supervisor,
            Notifier notifier,
            Journal journal,
            Log log,
            Runnable standDown,
            Consumer<Optional<String>> shutdownEnded) {
        this.policies = policies;
        this.thread = thread;
        this.runner = runner;
        this.supervisor = supervisor;
        this.notifier = notifier;
        this.journal = journal;
        this.log = log;
        this.shutdown = new ShutdownActs(runner, thread, log);
        this.standDown = standDown;
        this.shutdownEnded = shutdownEnded;
    }

    /** @param believed whether it follows from a fact that was stated just now */
    void perform(Effect effect, boolean believed) {
        if (effect instanceof Effect.Announce announce) {
            notifier.tell(announce.announcement(), believed);
        } else if (effect instanceof Effect.Say say) {
            log.say(say.weight(), say.line());
            journal.record(new JournalRecord.Decided(say.line()));
        } else if (effect instanceof Effect.TellTerminals all) {
            tellTerminals(all.line());
        } else if (effect instanceof Effect.OrderForcedShutdown) {
            supervisor.order(Order.FSD);
        } else if (effect instanceof Effect.OrderWoke) {
            supervisor.order(Order.WOKE);
        } else if (effect instanceof Effect.StandDown) {
            standDown.run();
        } else if (effect instanceof Effect.ShutDown) {
            shutDown();
        } else if (effect instanceof Effect.End) {
            supervisor.kill();
            thread.end();
        }
    }

    private void tellTerminals(String line) {
        if (policies.get().configuration().upsjail().finalWall()) {
            runner.submit(policies.get().planner().finalWall(line));
        }
    }

    /** Whatever goes wrong here is a SHUTDOWNCMD that failed, so that it is tried again. */
    private void shutDown() {
        journal.record(new JournalRecord.ShutdownCommandStarted());
        ShutdownSettings settings = policies.get().configuration().upsmon().shutdown();
        try {
            shutdown.perform(
                    policies.get().flag(),
                    policies.get().planner().shutdownCommand(settings.command().orElseThrow()),
                    result -> ended(result.exitStatus(), result.failure()));
        } catch (RuntimeException | LinkageError fault) {
            ended(OptionalInt.empty(), Optional.of("internal error: " + fault));
        }
    }

    private void ended(OptionalInt status, Optional<String> failure) {
        journal.record(new JournalRecord.ShutdownCommandEnded(status, failure));
        shutdownEnded.accept(failure);
    }
}
