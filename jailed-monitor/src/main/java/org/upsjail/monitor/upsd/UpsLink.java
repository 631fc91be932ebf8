// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.status.FactTracker;
import org.upsjail.monitor.status.UpsReading;
import org.upsjail.monitor.status.UpsStatus;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;

/**
 * The standing relation to one UPS: keeps a session open, connects again when it closes, and turns what it hears into
 * facts. Lives on the event loop.
 */
final class UpsLink implements UpsdSessionListener {

    /** A login and a poll take milliseconds, an address that does not answer ten seconds. */
    static final Duration DOUBT_LIMIT = Duration.ofSeconds(15);

    private final EventLoop loop;
    private final MonitorLine monitor;
    private final Polling polling;
    private final UpsdConnector connector;
    private final Backoff backoff;
    private final Backoff loginBackoff;
    private final FactTracker tracker;
    private final Consumer<List<Fact>> facts;
    private final Consumer<String> log;
    private final FailureLog failures;

    private @Nullable UpsdSession session;
    private boolean stopping;
    private boolean fsdOrdered;

    /** The connection is being closed because the host slept. */
    private boolean forgetting;

    /** The last connection was lost by our own doing: it is a loss of the UPS only if the next brings nothing in time. */
    private @Nullable Future<?> doubt;

    /** Until a first poll goes unanswered; a wrong guess then costs a few more packets, so there is no way back. */
    private boolean pipelined = true;

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
        this.loginBackoff = backoff.ofLogins();
        this.tracker = new FactTracker(monitor.ups());
        this.facts = facts;
        this.log = log;
        this.failures = new FailureLog(polling.failLogThrottle());
    }

    /** Never throws: a fault here would be a UPS, or all behind it, that nobody watches while heartbeats go on. */
    void open() {
        try {
            connector.connect(this::newSession, this::notBegun);
        } catch (RuntimeException | LinkageError fault) {
            connectFailed("internal error, " + Reasons.of(fault));
        }
    }

    private UpsdSession newSession() {
        UpsdSession opened = new UpsdSession(monitor, this, loginBackoff, pipelined);
        if (fsdOrdered) {
            opened.orderForcedShutdown();
        }
        if (stopping) {
            opened.logOut();
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

    /**
     * After the host slept: readings are old, and upsd may have dropped us. What is stated next is read anew; that we
     * close the connection ourselves is not a loss of the UPS.
     */
    void forgetAndReconnect() {
        tracker.forget();
        if (session != null && session.isConnected()) {
            forgetting = true;
            session.close("the host slept");
        }
    }

    void logOut() {
        stopping = true;
        endDoubt();
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
    public void statusRead(UpsReading reading) {
        UpsStatus status = UpsStatus.of(reading);
        endDoubt();
        backoff.reset();
        if (status.isBlank()) {
            lost("poll failed: the status is empty");
        } else {
            failures.succeeded().ifPresent(this::say);
            facts.accept(tracker.observed(status));
        }
    }

    @Override
    public void statusUnavailable(String reason) {
        lost("poll failed: " + reason);
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
        boolean slept = forgetting;
        boolean refusesPipeline = pipelined && session != null && session.firstPollUnanswered();
        forgetting = false;
        if (slept) {
            reconnectInDoubt();
        } else if (refusesPipeline && !stopping) {
            pipelined = false;
            say("polled one question at a time from now on: the first poll of all at once failed, " + reason);
            if (doubt != null) {
                connectFailed(reason);
            } else {
                reconnectInDoubt();
            }
        } else {
            connectFailed(reason);
        }
    }

    @Override
    public Duration timeBetweenPolls() {
        return tracker.inTrouble() ? polling.alert() : polling.normal();
    }

    /** No session began; it may be that we closed what was to become its connection. */
    private void notBegun(String reason) {
        if (forgetting) {
            forgetting = false;
            reconnectInDoubt();
        } else {
            connectFailed(reason);
        }
    }

    private void connectFailed(String reason) {
        session = null;
        if (stopping) {
            return;
        }
        lost("no connection: " + reason);
        reopenLater();
    }

    private void reconnectInDoubt() {
        session = null;
        if (stopping) {
            return;
        }
        if (doubt == null) {
            String silence = "no connection: nothing read for " + DOUBT_LIMIT.toSeconds() + " s";
            doubt = loop.schedule(() -> lost(silence), DOUBT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        reopenLater();
    }

    private void endDoubt() {
        if (doubt != null) {
            doubt.cancel(false);
            doubt = null;
        }
    }

    private void reopenLater() {
        loop.schedule(this::reopen, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reopen() {
        if (!stopping) {
            open();
        }
    }

    private void lost(String why) {
        endDoubt();
        failures.failed(why).ifPresent(this::say);
        facts.accept(tracker.lost());
    }

    private void say(String what) {
        log.accept("UPS " + monitor.ups() + ": " + what);
    }
}
