// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandListener;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.command.CommandResult.Ending;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.dispatcher.decide.RateLimit;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.journal.JournalRecord.CommandEnded;
import org.upsjail.dispatcher.journal.Resumption.UnfinishedCommand;
import org.upsjail.dispatcher.operator.StatusView.ToldView;
import org.upsjail.dispatcher.sink.Log;

/** Tells announcements every way the notify policy has for them: log, terminals, NOTIFYCMD. Decide thread only. */
final class Notifier {

    /** Enough for the error message of a script. */
    private static final int MAX_OUTPUT_LINES = 5;

    /** In the environment of a handler that may have run for the same announcement before. */
    static final String REPEAT = "UPSJAIL_REPEAT";

    private final CommandRunner runner;
    private final Supplier<Duration> clock;
    private final Journal journal;
    private final LedgerRecords ledgerRecords;
    private final Log log;
    private final Told told = new Told();
    private final RateLimit limit;

    /** As many as wait and run at most, which the runner bounds; by the number of the announcement's record. */
    private final Map<Long, JournalRecord.StillToRun> unfinished = new LinkedHashMap<>();

    private Policies policies;

    Notifier(
            Policies policies,
            RateLimit limit,
            CommandRunner runner,
            Supplier<Duration> clock,
            Journal journal,
            LedgerRecords ledgerRecords,
            Log log) {
        this.policies = policies;
        this.limit = limit;
        this.runner = runner;
        this.clock = clock;
        this.journal = journal;
        this.ledgerRecords = ledgerRecords;
        this.log = log;
    }

    static RateLimit limitOf(Policies policies, Duration now) {
        return new RateLimit(policies.configuration().upsjail().notifyRates(), upsCount(policies), now);
    }

    /** From now on by these. */
    void under(Policies next) {
        policies = next;
        limit.under(next.configuration().upsjail().notifyRates(), upsCount(next), clock.get());
    }

    /**
     * Tells it, now or when the rate allows.
     *
     * @param believed whether it is the news of a fact that was stated just now
     */
    void tell(Announcement announcement, boolean believed) {
        limit.admit(announcement, clock.get()).forEach(effect -> apply(effect, believed));
    }

    /** Takes up what the dispatcher before this one had to run and is not known to have run to its end. */
    void takeUp(UnfinishedCommand command) {
        Delivery delivery = policies.notifyPolicy().deliver(command.announcement());
        if (delivery.execute()) {
            CommandPlan plan = policies.planner().notifyCommand(delivery);
            run(command.announcement(), command.started() ? plan.with(REPEAT, "1") : plan, command.number());
        } else {
            journal.record(new CommandEnded(
                    command.number(),
                    Duration.ZERO,
                    OptionalInt.empty(),
                    Optional.of("not run: not configured any more")));
        }
    }

    /** Tells what was held back and may be told by now. To be called several times a second. */
    void tick() {
        limit.tick(clock.get()).forEach(effect -> apply(effect, false));
    }

    long heldBack() {
        return limit.heldBack();
    }

    private void apply(Effect effect, boolean believed) {
        if (effect instanceof Effect.Announce announce) {
            deliver(announce.announcement(), believed);
        } else if (effect instanceof Effect.HoldBack hold) {
            JournalRecord held = new JournalRecord.Held(hold.announcement(), believed);
            hold.announcement()
                    .ups()
                    .ifPresentOrElse(ups -> ledgerRecords.changed(ups, held), () -> journal.record(held));
        } else if (effect instanceof Effect.Say say) {
            log.say(say.weight(), say.line());
            journal.record(new JournalRecord.Decided(say.line()));
        }
    }

    private void deliver(Announcement announcement, boolean believed) {
        Delivery delivery = policies.notifyPolicy().deliver(announcement);
        long number = journal.record(new JournalRecord.Announced(announcement, delivery.execute(), believed));
        if (delivery.log()) {
            log.notice(delivery.message());
        }
        told.told(announcement, delivery.execute(), clock.get());
        if (delivery.execute()) {
            run(announcement, policies.planner().notifyCommand(delivery), number);
        }
        if (delivery.wall()) {
            // A program to be started, too, which can be done while the journal writes that the handler may run.
            wall(delivery, number);
        }
    }

    /** Nothing starts of which the journal does not say so: after a crash it is known what may have run. */
    private void run(Announcement announcement, CommandPlan plan, long number) {
        boolean repeat = plan.environment().containsKey(REPEAT);
        unfinished.put(number, new JournalRecord.StillToRun(number, announcement, repeat));
        runner.submit(plan, new CommandListener() {
            @Override
            public void starting(Runnable release, Runnable start) {
                journal.record(new JournalRecord.CommandStarted(number, repeat));
                unfinished.put(number, new JournalRecord.StillToRun(number, announcement, true));
                journal.whenWritten(release, start);
            }

            @Override
            public void ended(CommandResult result) {
                journal.record(new CommandEnded(number, result.took(), result.exitStatus(), result.failure()));
                unfinished.remove(number);
                handled(announcement, result);
            }
        });
    }

    /** Every NOTIFYCMD that is to run or runs, in the order in which they were announced. */
    List<JournalRecord.StillToRun> unfinished() {
        return List.copyOf(unfinished.values());
    }

    /** The same as a test, marked as one: nobody's safety hangs on it. */
    Delivery test(Announcement announcement, Consumer<CommandResult> handled) {
        Delivery delivery = policies.notifyPolicy().deliver(announcement).asTest();
        if (delivery.log()) {
            log.notice(delivery.message());
        }
        if (delivery.wall()) {
            runner.submit(policies.planner().wall(delivery).minor());
        }
        if (delivery.execute()) {
            runner.submit(
                    policies.planner()
                            .notifyCommand(delivery)
                            .with("UPSJAIL_TEST", "1")
                            .minor(),
                    handled::accept);
        }
        return delivery;
    }

    List<ToldView> view() {
        return told.view(clock.get());
    }

    private static int upsCount(Policies policies) {
        return policies.configuration().upsmon().monitors().size();
    }

    private void wall(Delivery delivery, long number) {
        CommandPlan plan = policies.planner().wall(delivery);
        runner.submit(plan, result -> {
            journal.record(new JournalRecord.WallEnded(number, result.took(), result.exitStatus(), result.failure()));
            if (result.ending() != Ending.DROPPED) {
                result.failure().ifPresent(why -> log.warning(plan.label() + " " + why));
            }
        });
    }

    private void handled(Announcement announcement, CommandResult result) {
        told.handled(announcement, result.failure().orElse("ok"));
        result.output()
                .lines()
                .limit(MAX_OUTPUT_LINES)
                .forEach(line -> log.notice("NOTIFYCMD for " + announcement.type() + " printed: " + line));
        if (result.ending() != Ending.DROPPED) {
            result.failure().ifPresent(why -> log.warning("NOTIFYCMD for " + announcement.type() + " " + why));
        }
    }
}
