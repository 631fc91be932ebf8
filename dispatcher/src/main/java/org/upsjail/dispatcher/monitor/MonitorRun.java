// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.upsjail.dispatcher.inbound.LogReader;
import org.upsjail.dispatcher.inbound.MonitorStream;
import org.upsjail.dispatcher.inbound.PipeReader;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.wire.Order;

/** One life of a monitor: its process, what it says, and whether it is believed. Decide thread only. */
final class MonitorRun {

    /** What happens to a run. All calls on the decide thread. */
    interface Events {
        void received(MonitorRun run, byte[] piece);

        void pipeEnded(MonitorRun run);

        void exited(MonitorRun run, int status);
    }

    private final MonitorSpec spec;
    private final MonitorProcess process;
    private final MonitorStream stream;
    private final Duration startedAt;
    private final PipeReader reader;
    private boolean ready;

    private MonitorRun(
            MonitorSpec spec, MonitorProcess process, Duration startedAt, Events events, Executor decideThread) {
        this.spec = spec;
        this.process = process;
        this.startedAt = startedAt;
        this.stream = new MonitorStream(spec.upses(), spec.configDigest(), spec.shortestPoll(), startedAt);
        this.reader = new PipeReader(
                process.frames(),
                piece -> decideThread.execute(() -> events.received(this, piece)),
                () -> decideThread.execute(() -> events.pipeEnded(this)));
    }

    /** Starts the process and the threads that listen to it. */
    static MonitorRun start(MonitorSpec spec, Events events, Executor decideThread, Supplier<Duration> clock, Log log)
            throws IOException {
        MonitorProcess process = spec.launcher().launch();
        MonitorRun run = new MonitorRun(spec, process, clock.get(), events, decideThread);
        run.reader.start("frames-" + process.pid());
        new LogReader(process.log(), log::fromMonitor, clock).start("monitor-log-" + process.pid());
        process.whenExited(status -> decideThread.execute(() -> events.exited(run, status)));
        log.notice("monitor started, pid " + process.pid());
        return run;
    }

    MonitorSpec spec() {
        return spec;
    }

    long pid() {
        return process.pid();
    }

    MonitorStream stream() {
        return stream;
    }

    /** The piece last received has been dealt with, believed or not. */
    void pieceHandled() {
        reader.handled();
    }

    Duration lifeUntil(Duration now) {
        return now.minus(startedAt);
    }

    /** Whether its jail was checked and it was told to go. */
    boolean ready() {
        return ready;
    }

    /** Tells it to go. False when it does not read its orders. */
    boolean go() {
        ready = true;
        stream.go();
        return process.order(Order.GO);
    }

    /** False when it does not read its orders. */
    boolean order(Order order) {
        return process.order(order);
    }

    void kill() {
        process.kill();
    }
}
