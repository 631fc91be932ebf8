// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.command.CommandResult.Ending;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Effect;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.dispatcher.decide.RateLimit;
import org.upsjail.dispatcher.operator.StatusView.ToldView;
import org.upsjail.dispatcher.sink.Log;

/** Tells announcements every way the notify policy has for them: log, terminals, NOTIFYCMD. Decide thread only. */
final class Notifier {

    /** Enough for the error message of a script. */
    private static final int MAX_OUTPUT_LINES = 5;

    private final CommandRunner runner;
    private final Supplier<Duration> clock;
    private final Log log;
    private final Told told = new Told();
    private final RateLimit limit;
    private Policies policies;

    Notifier(Policies policies, CommandRunner runner, Supplier<Duration> clock, Log log) {
        limit = new RateLimit(policies.configuration().upsjail().notifyRates(), upsCount(policies), clock.get());
        this.policies = policies;
        this.runner = runner;
        this.clock = clock;
        this.log = log;
    }

    /** From now on by these. */
    void under(Policies next) {
        policies = next;
        limit.under(next.configuration().upsjail().notifyRates(), upsCount(next), clock.get());
    }

    /** Tells it, now or when the rate allows. */
    void tell(Announcement announcement) {
        limit.admit(announcement, clock.get()).forEach(this::apply);
    }

    /** Tells what was held back and may be told by now. To be called several times a second. */
    void tick() {
        limit.tick(clock.get()).forEach(this::apply);
    }

    long heldBack() {
        return limit.heldBack();
    }

    private void apply(Effect effect) {
        if (effect instanceof Effect.Announce announce) {
            deliver(announce.announcement());
        } else if (effect instanceof Effect.Say say) {
            log.say(say.weight(), say.line());
        }
    }

    private void deliver(Announcement announcement) {
        Delivery delivery = policies.notifyPolicy().deliver(announcement);
        logAndWall(delivery);
        told.told(announcement, delivery.execute(), clock.get());
        if (delivery.execute()) {
            runner.submit(policies.planner().notifyCommand(delivery), result -> handled(announcement, result));
        }
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
                    handled);
        }
        return delivery;
    }

    List<ToldView> view() {
        return told.view(clock.get());
    }

    private static int upsCount(Policies policies) {
        return policies.configuration().upsmon().monitors().size();
    }

    private void logAndWall(Delivery delivery) {
        if (delivery.log()) {
            log.notice(delivery.message());
        }
        if (delivery.wall()) {
            runner.submit(policies.planner().wall(delivery));
        }
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
