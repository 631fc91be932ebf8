// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.upsjail.monitor.outbound.FrameWriter;
import org.upsjail.monitor.outbound.MonitorLog;
import org.upsjail.monitor.upsd.UpsLinks;
import org.upsjail.protocol.wire.Order;

/** The monitor at work: heartbeats out, orders in. State is touched on the event loop only. */
final class JailedMonitor {

    /** The dispatcher gives up on a monitor after five seconds without one. */
    static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

    /** PINGs come each second; without a dispatcher there is nobody to watch for. */
    static final Duration PING_LIMIT = Duration.ofSeconds(5);

    /** Time for LOGOUT, BYE and a last log line to leave before the process ends. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final EventLoop loop;
    private final UpsLinks links;
    private final FrameWriter frames;
    private final MonitorLog log;
    private boolean going;
    private long pingedAt;

    JailedMonitor(EventLoop loop, UpsLinks links, FrameWriter frames, MonitorLog log) {
        this.loop = loop;
        this.links = links;
        this.frames = frames;
        this.log = log;
    }

    /** Says HELLO, then obeys orders until there is no dispatcher. Uses the calling thread for good. */
    void live(String configDigest, InputStream orders) {
        loop.execute(() -> greet(configDigest));
        String why = "the dispatcher closed the orders pipe";
        try {
            for (int code = orders.read(); code >= 0; code = orders.read()) {
                Optional<Order> order = Order.ofCode(code);
                loop.execute(() -> order.ifPresentOrElse(this::obey, this::refuse));
            }
        } catch (IOException broken) {
            why = "the orders pipe is broken";
        }
        end(why, MonitorMain.NO_DISPATCHER);
    }

    private void obey(Order order) {
        switch (order) {
            case PING -> pingedAt = System.nanoTime();
            case GO -> go();
            case FSD -> links.orderForcedShutdown();
            case WOKE -> links.forgetAndReconnect();
            case STOP -> {
                stop();
            }
        }
    }

    /** BYE ends what GO began. */
    private void stop() {
        links.logOut();
        if (going) {
            frames.bye();
        }
        end("stopped", 0);
    }

    /** A second GO would open every connection twice. */
    private void go() {
        if (!going) {
            going = true;
            links.open();
        }
    }

    private void refuse() {
        end("an order that is not in the table", MonitorMain.NO_DISPATCHER);
    }

    private void greet(String configDigest) {
        pingedAt = System.nanoTime();
        frames.hello(configDigest);
        loop.scheduleAtFixedRate(
                this::beat, HEARTBEAT_INTERVAL.toMillis(), HEARTBEAT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        frames.heartbeat();
        if (System.nanoTime() - pingedAt > PING_LIMIT.toNanos()) {
            end("no PING for " + PING_LIMIT.toSeconds() + " s", MonitorMain.NO_DISPATCHER);
        }
    }

    private void end(String why, int status) {
        log.say(why);
        loop.schedule(() -> Runtime.getRuntime().halt(status), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
