// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.status.FactTracker;
import org.upsjail.monitor.status.UpsStatus;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;

/**
 * The standing relation to one UPS: keeps a session open, connects again when it closes, and turns what it hears into
 * facts. Lives on the event loop.
 */
final class UpsLink implements UpsdSessionListener {

    private final EventLoop loop;
    private final MonitorLine monitor;
    private final Polling polling;
    private final UpsdConnector connector;
    private final Backoff backoff;
    private final FactTracker tracker;
    private final Consumer<List<Fact>> facts;
    private final Consumer<String> log;

    private @Nullable UpsdSession session;
    private boolean stopping;
    private boolean fsdOrdered;
    private String lastTrouble = "";

    UpsLink(
            EventLoop loop,
            MonitorLine monitor,
            Polling polling,
            UpsdConnector connector,
            Backoff backoff,
            Consumer<List<Fact>> facts,
            Consumer<String> log) {
        this.loop = loop;
        this.monitor = monitor;
        this.polling = polling;
        this.connector = connector;
        this.backoff = backoff;
        this.tracker = new FactTracker(monitor.ups());
        this.facts = facts;
        this.log = log;
    }

    /** Never throws: a fault here would be a UPS, or all behind it, that nobody watches while heartbeats go on. */
    void open() {
        try {
            connector.connect(this::newSession, this::connectFailed);
        } catch (RuntimeException fault) {
            connectFailed("internal error, " + Reasons.of(fault));
        }
    }

    private UpsdSession newSession() {
        UpsdSession opened = new UpsdSession(monitor, this);
        if (fsdOrdered) {
            opened.orderForcedShutdown();
        }
        session = opened;
        return opened;
    }

    void orderForcedShutdown() {
        if (!monitor.isPrimary()) {
            return;
        }
        fsdOrdered = true;
        if (session != null) {
            session.orderForcedShutdown();
        }
    }

    /** After the host slept: readings are old, and upsd may have dropped us. */
    void forgetAndReconnect() {
        tracker.forget();
        if (session != null) {
            session.close("the host slept");
        }
    }

    void logOut() {
        stopping = true;
        if (session != null) {
            session.logOut();
        }
    }

    @Override
    public void loginAccepted() {
        facts.accept(tracker.loggedIn(true));
    }

    @Override
    public void loginRefused(String reason) {
        List<Fact> news = tracker.loggedIn(false);
        if (!news.isEmpty()) {
            say("watched without login: " + reason);
        }
        facts.accept(news);
    }

    @Override
    public void primaryRefused(String reason) {
        say("upsd does not let this host be primary, so it cannot set FSD: " + reason);
    }

    @Override
    public void statusRead(String value) {
        backoff.reset();
        lastTrouble = "";
        facts.accept(tracker.observed(UpsStatus.parse(value)));
    }

    @Override
    public void statusUnavailable(String reason) {
        trouble("poll failed: " + reason);
        facts.accept(tracker.lost());
    }

    @Override
    public void forcedShutdownSet() {
        facts.accept(tracker.forcedShutdownSet());
    }

    @Override
    public void forcedShutdownRefused(String reason) {
        say("FSD refused: " + reason);
    }

    @Override
    public void nobodyElseLoggedIn() {
        facts.accept(tracker.alone());
    }

    @Override
    public void closed(String reason) {
        connectFailed(reason);
    }

    @Override
    public Duration timeBetweenPolls() {
        return tracker.inTrouble() ? polling.alert() : polling.normal();
    }

    private void connectFailed(String reason) {
        session = null;
        if (stopping) {
            return;
        }
        trouble("no connection: " + reason);
        facts.accept(tracker.lost());
        loop.schedule(this::reopen, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reopen() {
        if (!stopping) {
            open();
        }
    }

    /** Says a trouble when it changes, not each time it is met. */
    private void trouble(String what) {
        if (!what.equals(lastTrouble)) {
            say(what);
            lastTrouble = what;
        }
    }

    private void say(String what) {
        log.accept("UPS " + monitor.ups() + ": " + what);
    }
}
