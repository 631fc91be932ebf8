// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.journal.UpsSet;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;

/** From one configuration to the next, with a monitor for each. Decide thread only. */
final class Reloading {

    private static final String GOING_DOWN = "this host or upsjail is going down";

    private final InForce inForce;
    private final MonitorSupervisor supervisor;
    private final Notifier notifier;
    private final Journal journal;
    private final BooleanSupplier ending;

    /** @param ending whether this process or the host is on its way down */
    Reloading(
            InForce inForce, MonitorSupervisor supervisor, Notifier notifier, Journal journal, BooleanSupplier ending) {
        this.inForce = inForce;
        this.supervisor = supervisor;
        this.notifier = notifier;
        this.journal = journal;
        this.ending = ending;
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

    /** The same configuration with another monitor, which has none of the orders of this one. */
    void replaceMonitor(Consumer<Optional<String>> outcome) {
        goOver(inForce.policies(), outcome);
    }

    /** What is not in force by now will not be. */
    void abandon() {
        supervisor.abandonReplacement(GOING_DOWN);
    }

    private void goOver(Policies next, Consumer<Optional<String>> outcome) {
        supervisor.replace(next.monitor(), failure -> {
            if (failure.isEmpty() && inForce.decider().shuttingDown()) {
                // A monitor of a pair could not be kept from ending; the shutdown goes on by the old rules.
                outcome.accept(Optional.of(GOING_DOWN));
                return;
            }
            if (failure.isEmpty()) {
                inForce.goOver(next);
                notifier.under(next);
                journal.record(
                        new JournalRecord.Reloaded(UpsSet.digest(next.monitor().upses())));
            }
            outcome.accept(failure);
        });
    }

    private Optional<String> objectionTo(Policies next) {
        Policies now = inForce.policies();
        if (ending.getAsBoolean()) {
            return Optional.of(GOING_DOWN);
        }
        if (!next.handlerAccount().equals(now.handlerAccount())) {
            return Optional.of("RUN_AS_USER cannot change while running; stop and start upsjail");
        }
        return next.configuration()
                        .upsjail()
                        .records()
                        .sameJournal(now.configuration().upsjail().records())
                ? Optional.empty()
                : Optional.of(
                        "STATEDIR, JOURNALSIZE and JOURNALFILES cannot change while running; stop and start upsjail");
    }
}
