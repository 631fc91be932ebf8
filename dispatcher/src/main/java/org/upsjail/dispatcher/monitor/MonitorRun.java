// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.upsjail.dispatcher.inbound.LogReader;
import org.upsjail.dispatcher.inbound.MonitorStream;
import org.upsjail.dispatcher.inbound.PipeReader;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.Order;
import org.upsjail.protocol.wire.Violation;

/** One life of a monitor: its process, what it says, and what is wrong with it. Decide thread only. */
final class MonitorRun {

    /** What comes of a run until it is {@linkplain #end ended}. All calls on the decide thread. */
    interface Events {
        /** It said HELLO as it must, and waits to be told to go. */
        void greeted(MonitorRun run);

        void alive();

        void stated(Fact fact);

        void statedAll();

        /** Nothing more of it is to be believed. */
        void violated(MonitorRun run, Violation violation);

        /** It is of no more use. */
        void failed(MonitorRun run, String why);

        void exited(MonitorRun run, int status);
    }

    /**
     * A dead monitor's pipe holds 64 KiB, read in moments. Where it does not end, nothing more comes after this time. Between
     * paired units, where the service manager holds it, it is over before the unit is started again, a second later.
     */
    static final Duration QUIET = Duration.ofMillis(400);

    /** However late a tick is, what came before it has its turn before the next. */
    private static final int QUIET_TICKS = 2;

    private final MonitorSpec spec;
    private final MonitorProcess process;
    private final Events events;
    private final Supplier<Duration> clock;
    private final MonitorStream stream;
    private final Duration startedAt;
    private final PipeReader reader;
    private OptionalInt exitStatus = OptionalInt.empty();
    private Duration heardAt = Duration.ZERO;
    private int quietTicks;
    private boolean pipeEnded;
    private boolean ready;
    private boolean ended;

    private MonitorRun(
            MonitorSpec spec, MonitorProcess process, Events events, Executor decideThread, Supplier<Duration> clock) {
        this.spec = spec;
        this.process = process;
        this.events = events;
        this.clock = clock;
        this.startedAt = clock.get();
        this.stream = new MonitorStream(
                spec.upses(), spec.configDigest(), spec.shortestPoll(), spec.helloWithin(), startedAt);
        this.reader = new PipeReader(
                process.frames(),
                piece -> decideThread.execute(() -> received(piece)),
                () -> decideThread.execute(this::pipeEnded));
    }

    /** Starts the process and the threads that listen to it. */
    static MonitorRun start(MonitorSpec spec, Events events, Executor decideThread, Supplier<Duration> clock, Log log)
            throws IOException {
        MonitorProcess process = spec.launcher().launch();
        log.notice(process.introduction());
        MonitorRun run = new MonitorRun(spec, process, events, decideThread, clock);
        run.reader.start("frames-" + process.pid());
        new LogReader(process.log(), spec.upses().size(), log::fromMonitor, clock)
                .start("monitor-log-" + process.pid());
        process.whenExited(status -> decideThread.execute(() -> run.exited(status)));
        return run;
    }

    MonitorSpec spec() {
        return spec;
    }

    long pid() {
        return process.pid();
    }

    Duration lifeUntil(Duration now) {
        return now.minus(startedAt);
    }

    /** How long ago the last frame came that passed; empty when none did. */
    Optional<Duration> sinceLastFrame(Duration now) {
        return stream.sinceLastFrame(now);
    }

    /** Whether its jail was checked and it was told to go. */
    boolean ready() {
        return ready;
    }

    /** Whether nothing more of it counts. */
    boolean ended() {
        return ended;
    }

    /** Tells it to go. False when it does not read its orders. */
    boolean go() {
        ready = true;
        stream.go();
        return process.order(Order.GO);
    }

    /** Hands the order over; one that it does not read is its end. */
    void order(Order order) {
        if (!process.order(order)) {
            failed("it does not read its orders");
        }
    }

    /** Notices a HELLO that is late, heartbeats that stopped, a UPS that is not stated. */
    void tick(Duration now) {
        if (exitStatus.isPresent()) {
            quietTicks++;
            if (quietTicks >= QUIET_TICKS && now.minus(heardAt).compareTo(QUIET) >= 0) {
                gone();
            }
            return;
        }
        checkViolation(now);
        if (stream.silent(now)) {
            failed("no heartbeat");
        } else if (stream.statedOverdue(now)) {
            failed("it has not stated every UPS");
        }
    }

    /** Sends SIGKILL; its death is still an event. */
    void kill() {
        process.kill();
    }

    /** Sends SIGKILL; nothing of it is an event any more, whatever is still on its way. */
    void end() {
        ended = true;
        process.kill();
    }

    private void received(byte[] piece) {
        reader.handled();
        if (ended) {
            return;
        }
        Duration now = clock.get();
        heardAt = now;
        quietTicks = 0;
        for (Frame frame : stream.received(ByteBuffer.wrap(piece), now)) {
            if (!ended) {
                pass(frame);
            }
        }
        checkViolation(now);
    }

    private void pass(Frame frame) {
        if (frame instanceof Frame.Statement statement) {
            events.stated(statement.fact());
            return;
        }
        switch (frame.type()) {
            case HELLO -> {
                // The jail of one that is known to be dead cannot be looked at, and another may have its pid.
                if (exitStatus.isEmpty()) {
                    events.greeted(this);
                }
            }
            case HEARTBEAT -> {
                if (ready) {
                    events.alive();
                }
            }
            case STATED -> events.statedAll();
            default -> {}
        }
    }

    private void pipeEnded() {
        pipeEnded = true;
        if (!ended && ready) {
            stream.ended();
            checkViolation(clock.get());
        }
        if (exitStatus.isPresent()) {
            gone();
        } else if (ready) {
            failed("its pipe is closed");
        }
    }

    /** What it said last may still be in the pipe, behind the news of its death. */
    private void exited(int status) {
        exitStatus = OptionalInt.of(status);
        heardAt = clock.get();
        quietTicks = 0;
        if (pipeEnded) {
            gone();
        }
    }

    private void gone() {
        if (!ended) {
            events.exited(this, exitStatus.orElseThrow());
        }
    }

    private void checkViolation(Duration now) {
        Optional<Violation> violation = stream.violation(now);
        if (!ended && violation.isPresent()) {
            events.violated(this, violation.get());
        }
    }

    private void failed(String why) {
        if (!ended) {
            events.failed(this, why);
        }
    }
}
