// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** A decider under an injected clock with a monitor that is ready, and what it asked for since last asked. */
final class DeciderBench {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final int TICKS_PER_SECOND = 5;

    private final Decider decider;
    private final List<Effect> effects = new ArrayList<>();
    private Duration now = Duration.ofSeconds(1);
    private boolean monitored = true;

    DeciderBench(String... directives) {
        this(Duration.ZERO, directives);
    }

    private DeciderBench(Duration fsdGrace, String... directives) {
        this(new Decider(Configurations.with(directives), fsdGrace));
        take(decider.monitorReady());
        take(decider.tick(now));
    }

    private DeciderBench(Decider decider) {
        this.decider = decider;
    }

    /** One with an FSDGRACE. */
    static DeciderBench withGrace(Duration fsdGrace, String... directives) {
        return new DeciderBench(fsdGrace, directives);
    }

    /** One whose first monitor does not come. */
    static DeciderBench withoutMonitor(String... directives) {
        DeciderBench bench = new DeciderBench(new Decider(Configurations.with(directives), Duration.ZERO));
        bench.monitored = false;
        return bench;
    }

    /** That of a dispatcher which takes up what this one knows after its death. */
    DeciderBench takenUp(String... directives) {
        return takenUp(Duration.ZERO, directives);
    }

    /** The same with an FSDGRACE. */
    DeciderBench takenUp(Duration fsdGrace, String... directives) {
        DeciderBench next = new DeciderBench(new Decider(Configurations.with(directives), fsdGrace));
        next.now = now;
        next.decider.restore(decider.known(Configurations.UPS), decider.lastTold(Configurations.UPS), next.now);
        return next;
    }

    /** That of the same dispatcher after a reload; its monitor is the next one. */
    DeciderBench reloaded(Duration fsdGrace, String... directives) {
        DeciderBench next = new DeciderBench(decider.under(Configurations.with(directives), fsdGrace));
        next.now = now;
        next.monitored = false;
        return next;
    }

    DeciderBench states(FactType... types) {
        for (FactType type : types) {
            states(Fact.of(type, Configurations.UPS));
        }
        return this;
    }

    DeciderBench states(FactType type, UpsName ups) {
        return states(Fact.of(type, ups));
    }

    DeciderBench states(FactType type, String text) {
        return states(Fact.of(type, Configurations.UPS, Optional.of(new FactText(text))));
    }

    DeciderBench states(Fact fact) {
        return take(decider.stated(fact, now));
    }

    /** So much later that two of them agree. */
    DeciderBench ticks() {
        now = now.plus(Agreement.APART);
        return take(decider.tick(now));
    }

    DeciderBench seconds(int count) {
        for (int i = 0; i < count * TICKS_PER_SECOND; i++) {
            now = now.plus(TICK);
            if (monitored) {
                decider.monitorAlive(now);
            }
            take(decider.tick(now));
        }
        return this;
    }

    DeciderBench monitorLost() {
        monitored = false;
        return take(decider.monitorLost(now));
    }

    DeciderBench monitorReady() {
        monitored = true;
        return take(decider.monitorReady());
    }

    /** A long sleep; the injected clock stands meanwhile, as CLOCK_MONOTONIC does. */
    DeciderBench hostWoke() {
        return take(decider.hostWoke(Duration.ofHours(8), now));
    }

    DeciderBench forcedShutdownRequested() {
        return take(decider.forcedShutdownRequested(now));
    }

    DeciderBench shutdownCommandEnded(Optional<String> failure) {
        return take(decider.shutdownCommandEnded(failure, now));
    }

    DeciderBench shutdownTakenUp() {
        return take(decider.shutdownTakenUp(now));
    }

    boolean expectsStep() {
        return decider.expectsStep();
    }

    boolean powerFailing() {
        return decider.powerFailing();
    }

    boolean shuttingDown() {
        return decider.shuttingDown();
    }

    boolean knows(FactType type) {
        return decider.knows(Fact.of(type, Configurations.UPS), now);
    }

    List<UpsName> upses() {
        return decider.upses();
    }

    /** How an operator sees the one UPS. */
    LedgerView.UpsView view() {
        return decider.view(now).upses().get(0);
    }

    boolean mayBeStopped() {
        return decider.mayBeStopped(now);
    }

    /** What was asked for since the last call, in order. */
    List<Effect> effects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    /** What was announced since the last call, in order. */
    List<NotifyType> announced() {
        return announcements().stream().map(Announcement::type).toList();
    }

    List<Announcement> announcements() {
        return effects().stream()
                .filter(Effect.Announce.class::isInstance)
                .map(effect -> ((Effect.Announce) effect).announcement())
                .toList();
    }

    /** How often {@code kind} was asked for since the last call. */
    long count(Class<? extends Effect> kind) {
        return effects().stream().filter(kind::isInstance).count();
    }

    private DeciderBench take(List<Effect> some) {
        effects.addAll(some);
        return this;
    }
}
