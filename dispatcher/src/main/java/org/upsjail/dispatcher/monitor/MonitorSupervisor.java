// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Order;
import org.upsjail.protocol.wire.Violation;

/**
 * Keeps one jailed monitor running: starts it, believes it only after its HELLO and a look at its jail from outside,
 * replaces it at its death, its silence or its first violation. For a reload it brings a successor up to HELLO before the
 * old one goes. Decide thread only.
 */
public final class MonitorSupervisor implements MonitorRun.Events {

    /** PINGs go out as often as heartbeats come in. */
    static final Duration PING_INTERVAL = Duration.ofSeconds(1);

    /** A wrong set-up, and a jail that is not closed: starting again changes neither. All else may pass. */
    private static final Set<Integer> REFUSALS = Set.of(1, 77);

    /** A monitor for another configuration that is not yet the one believed. */
    private record Successor(MonitorRun run, Consumer<Optional<String>> outcome) {}

    /** A configuration whose monitor can start only when the present one has ended. */
    private record Heir(MonitorSpec spec, Consumer<Optional<String>> outcome) {}

    private final MonitorListener listener;
    private final Executor decideThread;
    private final Supplier<Duration> clock;
    private final Log log;
    private final RestartBackoff backoff = new RestartBackoff();
    private final MonitorHistory history = new MonitorHistory();

    private MonitorSpec spec;
    private @Nullable MonitorRun current;
    private @Nullable Successor successor;
    private @Nullable Heir heir;
    private Duration startAt = Duration.ZERO;
    private Duration pingedAt = Duration.ZERO;
    private boolean everReady;
    private boolean stopping;

    public MonitorSupervisor(
            MonitorSpec spec, MonitorListener listener, Executor decideThread, Supplier<Duration> clock, Log log) {
        this.spec = spec;
        this.listener = listener;
        this.decideThread = decideThread;
        this.clock = clock;
        this.log = log;
    }

    /** Starts a monitor when one is due, pings it, notices its silence. To be called several times a second. */
    public void tick() {
        Duration now = clock.get();
        if (successor != null) {
            successor.run().tick(now);
        }
        if (current != null) {
            current.tick(now);
        } else if (!stopping && now.compareTo(startAt) >= 0 && spec.launcher().ready()) {
            start(now);
        }
        if (now.minus(pingedAt).compareTo(PING_INTERVAL) >= 0) {
            pingedAt = now;
            order(Order.PING);
            if (successor != null) {
                order(successor.run(), Order.PING);
            }
        }
    }

    /** Hands {@code order} to the running monitor, even before its HELLO; none: the order is for nobody. */
    public void order(Order order) {
        if (current != null) {
            order(current, order);
        }
    }

    /**
     * Brings up a monitor of another configuration and lets it take over once its jail is seen to be closed; until then
     * nothing changes. Where there can be only one at a time, the present one is told to end, and the outcome is known when
     * it has ended.
     *
     * @param outcome hears on the decide thread, before the new monitor is told to go: empty, or why it came to nothing
     */
    public void replace(MonitorSpec next, Consumer<Optional<String>> outcome) {
        if (successor != null || heir != null) {
            outcome.accept(Optional.of("another reload is under way"));
            return;
        }
        if (next.launcher().oneAtATime()) {
            inherit(new Heir(next, outcome));
            return;
        }
        try {
            successor = new Successor(MonitorRun.start(next, this, decideThread, clock, log), outcome);
        } catch (IOException failed) {
            outcome.accept(Optional.of("its monitor could not be started: " + failed.getMessage()));
        }
    }

    /** Lets no successor take over that has not yet done so. */
    public void abandonReplacement(String why) {
        if (successor != null) {
            condemn(successor.run(), why);
        }
    }

    /** Tells the monitor to log out and end; none is started afterwards. */
    public void stop() {
        stopping = true;
        order(Order.STOP);
    }

    /** Whether no monitor is running. */
    public boolean idle() {
        return current == null;
    }

    /** Ends every monitor at once. */
    public void kill() {
        stopping = true;
        if (current != null) {
            current.kill();
        }
        if (successor != null) {
            successor.run().kill();
        }
    }

    public MonitorView view() {
        return history.view(Optional.ofNullable(current), clock.get());
    }

    @Override
    public void greeted(MonitorRun run) {
        List<String> flaws = run.spec().inspector().flawsOf(run.pid());
        if (!flaws.isEmpty()) {
            condemn(run, "its jail is not closed: " + String.join(", ", flaws));
            return;
        }
        log.notice("monitor " + run.pid() + " is jailed, checked from outside");
        if (successor != null && successor.run() == run) {
            takeOver(successor);
        }
        everReady = true;
        boolean heard = run.go();
        listener.monitorReady(run.pid());
        if (!heard && !run.ended()) {
            condemn(run, "it does not read its orders");
        }
    }

    @Override
    public void alive() {
        listener.monitorAlive();
    }

    @Override
    public void stated(Fact fact) {
        listener.monitorStated(fact);
    }

    @Override
    public void statedAll() {
        listener.monitorStatedAll();
    }

    @Override
    public void violated(MonitorRun run, Violation violation) {
        history.violated();
        listener.monitorViolated(run.pid(), violation.describe());
        condemn(run, "violation " + violation.describe());
    }

    @Override
    public void failed(MonitorRun run, String why) {
        condemn(run, why);
    }

    @Override
    public void exited(MonitorRun run, int status) {
        boolean refused = run == current && !everReady && !stopping && REFUSALS.contains(status);
        condemn(
                run,
                status == MonitorProcess.STATUS_UNKNOWN ? "its process has ended" : "exited with status " + status);
        if (refused) {
            listener.monitorRefused(status);
        }
    }

    private void start(Duration now) {
        try {
            history.started();
            current = MonitorRun.start(spec, this, decideThread, clock, log);
        } catch (IOException failed) {
            log.critical("monitor could not be started: " + failed.getMessage());
            startAt = now.plus(backoff.afterLifeOf(Duration.ZERO, spec.deadTime()));
        }
    }

    private void inherit(Heir next) {
        heir = next;
        if (current != null) {
            order(Order.STOP);
        } else {
            takeOver(next);
        }
    }

    private void takeOver(Heir next) {
        heir = null;
        spec = next.spec();
        startAt = clock.get();
        next.outcome().accept(Optional.empty());
    }

    private void order(MonitorRun run, Order order) {
        log.debug(3, () -> "order " + order + " to monitor " + run.pid());
        run.order(order);
    }

    /** The old one is ended unread: whatever it still says, the new one states better. */
    private void takeOver(Successor next) {
        MonitorRun old = current;
        successor = null;
        current = next.run();
        spec = next.run().spec();
        if (old != null) {
            old.end();
        }
        next.outcome().accept(Optional.empty());
    }

    /** Where others start monitors, they wait as well: one that has said HELLO before it is waited for is not heard. */
    private Duration waitAfter(MonitorRun run, Duration now) {
        return spec.launcher().oneAtATime() ? Duration.ZERO : backoff.afterLifeOf(run.lifeUntil(now), spec.deadTime());
    }

    /** Nothing more of this run is believed, whatever is still on its way. */
    private void condemn(MonitorRun run, String why) {
        if (successor != null && successor.run() == run) {
            Consumer<Optional<String>> outcome = successor.outcome();
            successor = null;
            run.end();
            outcome.accept(Optional.of("its monitor was lost: " + why));
            return;
        }
        current = null;
        run.end();
        if (stopping) {
            return;
        }
        if (heir != null) {
            takeOver(heir);
            return;
        }
        history.lost(why);
        listener.monitorGone(run.pid(), why);
        Duration now = clock.get();
        Duration wait = waitAfter(run, now);
        startAt = now.plus(wait);
        log.critical(
                "monitor " + run.pid() + " lost: " + why + "; another one is started in " + wait.toSeconds() + " s");
        if (run.ready()) {
            listener.monitorLost();
        }
    }
}
