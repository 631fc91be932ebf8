// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.inbound.LogReader;
import org.upsjail.dispatcher.inbound.MonitorStream;
import org.upsjail.dispatcher.inbound.PipeReader;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.Order;
import org.upsjail.protocol.wire.Violation;

/**
 * Keeps one jailed monitor running: starts it, believes it only after its HELLO and a look at its jail from outside,
 * replaces it at its death, its silence or its first violation. Decide thread only.
 */
public final class MonitorSupervisor {

    /** PINGs go out as often as heartbeats come in. */
    static final Duration PING_INTERVAL = Duration.ofSeconds(1);

    private final MonitorLauncher launcher;
    private final JailInspector inspector;
    private final Set<UpsName> upses;
    private final String configDigest;
    private final MonitorListener listener;
    private final Executor decideThread;
    private final Supplier<Duration> clock;
    private final Log log;
    private final RestartBackoff backoff = new RestartBackoff();

    private @Nullable MonitorRun current;
    private Duration startAt = Duration.ZERO;
    private Duration pingedAt = Duration.ZERO;
    private boolean everReady;
    private boolean stopping;
    private int runs;

    public MonitorSupervisor(
            MonitorLauncher launcher,
            JailInspector inspector,
            Set<UpsName> upses,
            String configDigest,
            MonitorListener listener,
            Executor decideThread,
            Supplier<Duration> clock,
            Log log) {
        this.launcher = launcher;
        this.inspector = inspector;
        this.upses = Set.copyOf(upses);
        this.configDigest = configDigest;
        this.listener = listener;
        this.decideThread = decideThread;
        this.clock = clock;
        this.log = log;
    }

    /** Starts a monitor when one is due, pings it, notices its silence. To be called several times a second. */
    public void tick() {
        Duration now = clock.get();
        MonitorRun run = current;
        if (run == null) {
            if (!stopping && now.compareTo(startAt) >= 0) {
                start(now);
            }
            return;
        }
        Optional<Violation> violation = run.stream().violation(now);
        if (violation.isPresent()) {
            condemn(run, "violation " + violation.get().describe());
        } else if (run.stream().silent(now)) {
            condemn(run, "no heartbeat");
        } else if (now.minus(pingedAt).compareTo(PING_INTERVAL) >= 0) {
            pingedAt = now;
            order(Order.PING);
        }
    }

    /** Hands {@code order} to the monitor that is believed; none: the order is for nobody. */
    public void order(Order order) {
        MonitorRun run = current;
        if (run != null && !run.process().order(order)) {
            condemn(run, "it does not read its orders");
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

    /** Ends the monitor at once. */
    public void kill() {
        stopping = true;
        if (current != null) {
            current.process().kill();
        }
    }

    private void start(Duration now) {
        try {
            MonitorProcess process = launcher.launch();
            runs++;
            log.notice("monitor started, pid " + process.pid());
            MonitorRun[] self = new MonitorRun[1];
            PipeReader reader = new PipeReader(
                    process.frames(),
                    piece -> decideThread.execute(() -> received(self[0], piece)),
                    () -> decideThread.execute(() -> pipeEnded(self[0])));
            MonitorRun run = new MonitorRun(process, new MonitorStream(upses, configDigest, now), now, reader);
            self[0] = run;
            current = run;
            reader.start("frames-" + runs);
            new LogReader(process.log(), log::fromMonitor, clock).start("monitor-log-" + runs);
            process.whenExited(status -> decideThread.execute(() -> exited(run, status)));
        } catch (IOException failed) {
            log.critical("monitor could not be started: " + failed.getMessage());
            startAt = now.plus(backoff.afterLifeOf(Duration.ZERO));
        }
    }

    private void received(MonitorRun run, byte[] piece) {
        run.reader().handled();
        if (run != current) {
            return;
        }
        Duration now = clock.get();
        List<Frame> frames = run.stream().received(ByteBuffer.wrap(piece), now);
        for (Frame frame : frames) {
            if (run == current) {
                believe(run, frame);
            }
        }
        Optional<Violation> violation = run.stream().violation(now);
        if (run == current && violation.isPresent()) {
            condemn(run, "violation " + violation.get().describe());
        }
    }

    private void believe(MonitorRun run, Frame frame) {
        if (frame instanceof Frame.Statement statement) {
            listener.monitorStated(statement.fact());
            return;
        }
        switch (frame.type()) {
            case HELLO -> inspect(run);
            case HEARTBEAT -> listener.monitorAlive();
            case STATED -> listener.monitorStatedAll();
            default -> {}
        }
    }

    private void inspect(MonitorRun run) {
        List<String> flaws = inspector.flawsOf(run.process().pid());
        if (!flaws.isEmpty()) {
            condemn(run, "its jail is not closed: " + String.join(", ", flaws));
            return;
        }
        log.notice("monitor " + run.process().pid() + " is jailed, checked from outside");
        run.stream().go();
        run.markReady();
        everReady = true;
        order(Order.GO);
        listener.monitorReady();
    }

    private void pipeEnded(MonitorRun run) {
        if (run != current || !run.ready()) {
            return;
        }
        run.stream().ended();
        condemn(run, stopping ? "stopped" : "its pipe is closed");
    }

    private void exited(MonitorRun run, int status) {
        if (run != current) {
            return;
        }
        boolean refused = !everReady && !stopping && status != 0;
        condemn(run, "exited with status " + status);
        if (refused) {
            listener.monitorRefused(status);
        }
    }

    /** Nothing more of this run is believed, whatever is still on its way. */
    private void condemn(MonitorRun run, String why) {
        Duration now = clock.get();
        current = null;
        run.process().kill();
        if (stopping) {
            return;
        }
        Duration wait = backoff.afterLifeOf(run.lifeUntil(now));
        startAt = now.plus(wait);
        log.critical("monitor " + run.process().pid() + " lost: " + why + "; another one is started in "
                + wait.toSeconds() + " s");
        if (run.ready()) {
            listener.monitorLost();
        }
    }
}
