// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.upsjail.monitor.outbound.FrameWriter;
import org.upsjail.monitor.outbound.MonitorLog;
import org.upsjail.monitor.upsd.UpsWatch;
import org.upsjail.protocol.wire.Order;

/** The monitor at work: heartbeats out, orders in. State is touched on the event loop only. */
final class JailedMonitor {

    /** The dispatcher gives up on a monitor after five seconds without one. */
    static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

    /** PINGs come each second; without a dispatcher there is nobody to watch for. */
    static final Duration PING_LIMIT = Duration.ofSeconds(5);

    /**
     * Between paired units the dispatcher's JVM starts after this one has gone through its rehearsal, on a busy host late;
     * a minute later nobody is coming.
     */
    static final Duration FIRST_PING_LIMIT = Duration.ofSeconds(60);

    /** Time for LOGOUT, BYE and a last log line to leave before the process ends. */
    static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final EventLoop loop;
    private final UpsWatch watch;
    private final FrameWriter frames;
    private final MonitorLog log;
    private final IntConsumer halt;
    private boolean greeted;
    private boolean going;
    private boolean ending;
    private long pingedAt;
    private String configDigest = "";

    /** @param halt ends the process with an exit status */
    JailedMonitor(EventLoop loop, UpsWatch watch, FrameWriter frames, MonitorLog log, IntConsumer halt) {
        this.loop = loop;
        this.watch = watch;
        this.frames = frames;
        this.log = log;
        this.halt = halt;
    }

    /**
     * Says HELLO, then obeys orders until there is no dispatcher. Uses the calling thread as long.
     *
     * @param awaitsPing whether HELLO is to wait for the first PING: what is written before the dispatcher reads is lost
     */
    void live(String configDigest, InputStream orders, boolean awaitsPing) {
        this.configDigest = configDigest;
        loop.execute(awaitsPing ? this::awaitPing : this::greet);
        String why = "the dispatcher closed the orders pipe";
        try {
            for (int code = orders.read(); code >= 0; code = orders.read()) {
                Optional<Order> order = Order.ofCode(code);
                loop.execute(() -> order.ifPresentOrElse(this::obey, this::refuse));
            }
        } catch (IOException broken) {
            why = "the orders pipe is broken";
        }
        String reason = why;
        loop.execute(() -> end(reason, MonitorMain.NO_DISPATCHER));
    }

    private void obey(Order order) {
        if (ending) {
            return;
        }
        switch (order) {
            case PING -> pinged();
            case GO -> go();
            case FSD -> watch.orderForcedShutdown();
            case WOKE -> watch.forgetAndReconnect();
            case STOP -> stop();
        }
    }

    /** BYE ends what GO began. */
    private void stop() {
        watch.logOut();
        if (going) {
            frames.bye();
        }
        end("stopped", 0);
    }

    /** A second GO would open every connection twice. */
    private void go() {
        if (!going) {
            going = true;
            watch.open();
        }
    }

    private void refuse() {
        end("an order that is not in the table", MonitorMain.NO_DISPATCHER);
    }

    private void awaitPing() {
        loop.schedule(this::giveUpUnlessGreeted, FIRST_PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUpUnlessGreeted() {
        if (!greeted) {
            end(
                    "no dispatcher has sent a PING within " + FIRST_PING_LIMIT.toSeconds()
                            + " s; start both units by systemctl start upsjail-dispatcher",
                    MonitorMain.NO_DISPATCHER);
        }
    }

    private void pinged() {
        if (!greeted) {
            greet();
        }
        pingedAt = loop.ticker().nanoTime();
    }

    private void greet() {
        greeted = true;
        pingedAt = loop.ticker().nanoTime();
        frames.hello(configDigest);
        loop.scheduleAtFixedRate(
                this::beat, HEARTBEAT_INTERVAL.toMillis(), HEARTBEAT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        if (ending) {
            return; // Nothing may follow BYE.
        }
        frames.heartbeat();
        if (loop.ticker().nanoTime() - pingedAt > PING_LIMIT.toNanos()) {
            end("no PING for " + PING_LIMIT.toSeconds() + " s", MonitorMain.NO_DISPATCHER);
        }
    }

    /** The first reason counts: after STOP the dispatcher closes the orders pipe. */
    private void end(String why, int status) {
        if (ending) {
            return;
        }
        ending = true;
        log.say(why);
        loop.schedule(() -> halt.accept(status), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
