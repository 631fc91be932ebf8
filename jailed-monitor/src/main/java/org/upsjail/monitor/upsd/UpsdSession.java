// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.upsd.SessionTimers.Timer;
import org.upsjail.monitor.upsd.UpsdCommand.Kind;
import org.upsjail.protocol.config.MonitorLine;

/**
 * One connection for one MONITOR line: USERNAME, PASSWORD, LOGIN, PRIMARY, then polls until it closes. Every answer must
 * be the answer to the oldest open question; anything else closes the connection.
 */
final class UpsdSession extends SimpleChannelInboundHandler<String> {

    /** upsd answers from memory; five seconds is what upsmon waits for a reply. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    /** A login refused by a wrong password or a UPS not yet known may be accepted after upsd's reload. */
    static final Duration LOGIN_RETRY = Duration.ofSeconds(30);

    /** upsmon asks for NUMLOGINS every 250 ms while it waits for secondaries. */
    static final Duration LOGINS_POLL = Duration.ofMillis(250);

    private final MonitorLine monitor;
    private final String ups;
    private final UpsdSessionListener listener;
    private final Deque<UpsdCommand> unanswered = new ArrayDeque<>();

    private @Nullable Connection connection;
    private String closeReason = "connection closed by upsd";
    private boolean loggedIn;
    private boolean settled;
    private boolean fsdOrdered;
    private boolean fsdAsked;
    private long polledAt;

    UpsdSession(MonitorLine monitor, UpsdSessionListener listener) {
        super(String.class);
        this.monitor = monitor;
        this.ups = monitor.address().upsName();
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection = new Connection(ctx, new SessionTimers(ctx.executor(), failed -> exceptionCaught(ctx, failed)));
        send(loginStep(Kind.USERNAME));
    }

    /**
     * Sets FSD at upsd as soon as the login has been tried, and again after each further try while upsd refuses it. Only
     * for a UPS this host is primary of.
     */
    void orderForcedShutdown() {
        fsdOrdered = true;
        setForcedShutdown();
    }

    /** Says LOGOUT and closes without waiting for more than the write. Nothing while not yet connected. */
    void logOut() {
        if (connection != null) {
            write(connection.context(), UpsdCommand.logout());
            close("logged out");
        }
    }

    /** Nothing while not yet connected. The first reason is the one given. */
    void close(String reason) {
        if (connection != null && connection.context().channel().isActive()) {
            closeReason = reason;
            connection.context().close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String line) throws UpsdProtocolException {
        if (!ctx.channel().isActive()) {
            return; // One read may bring many lines; those behind the reason to close are not believed.
        }
        UpsdReply reply = UpsdReply.parse(line);
        UpsdCommand asked = unanswered.poll();
        if (asked == null) {
            throw new UpsdProtocolException("an answer nobody asked for");
        }
        awaitAnswer();
        switch (asked.kind()) {
            case USERNAME, PASSWORD, LOGIN -> answeredLogin(asked.kind(), reply);
            case PRIMARY, MASTER -> answeredPrimary(asked.kind(), reply);
            case STATUS -> answeredStatus(reply);
            case FSD -> answeredForcedShutdown(reply);
            case NUMLOGINS -> answeredLogins(reply);
            case LOGOUT -> ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connectionOrThrow().timers().cancelAll();
        listener.closed(closeReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(Reasons.of(cause));
    }

    private void answeredLogin(Kind step, UpsdReply reply) throws UpsdProtocolException {
        requireOkOrError(reply);
        if (reply.isError()) {
            listener.loginRefused(step + " refused: " + reply.errorCode());
            timers().set(Timer.LOGIN, LOGIN_RETRY, () -> send(loginStep(step)));
            settle();
        } else if (step == Kind.USERNAME) {
            send(loginStep(Kind.PASSWORD));
        } else if (step == Kind.PASSWORD) {
            send(loginStep(Kind.LOGIN));
        } else {
            loggedIn = true;
            listener.loginAccepted();
            if (monitor.isPrimary()) {
                send(UpsdCommand.about(Kind.PRIMARY, ups));
            } else {
                settle();
            }
        }
    }

    private UpsdCommand loginStep(Kind step) {
        return switch (step) {
            case USERNAME -> UpsdCommand.userName(monitor.userName());
            case PASSWORD -> UpsdCommand.password(monitor.password());
            default -> UpsdCommand.about(Kind.LOGIN, ups);
        };
    }

    private void answeredPrimary(Kind asked, UpsdReply reply) throws UpsdProtocolException {
        requireOkOrError(reply);
        if (reply.isError() && asked == Kind.PRIMARY) {
            send(UpsdCommand.about(Kind.MASTER, ups));
            return;
        }
        if (reply.isError()) {
            listener.primaryRefused(reply.errorCode());
        }
        settle();
    }

    private void answeredStatus(UpsdReply reply) throws UpsdProtocolException {
        if (reply.isError()) {
            listener.statusUnavailable(reply.errorCode());
        } else {
            listener.statusRead(reply.variable(ups, UpsdCommand.STATUS_VARIABLE)
                    .orElseThrow(() -> new UpsdProtocolException("an answer that is not the status asked for")));
        }
        long sincePoll = timers().nanoTime() - polledAt;
        timers().set(Timer.POLL, listener.timeBetweenPolls().minusNanos(sincePoll), this::poll);
    }

    private void answeredForcedShutdown(UpsdReply reply) throws UpsdProtocolException {
        requireOkOrError(reply);
        if (reply.isError()) {
            fsdAsked = false;
            listener.forcedShutdownRefused(reply.errorCode());
        } else {
            listener.forcedShutdownSet();
        }
        askLogins();
    }

    /** An error may pass; once nobody else is logged in there is nothing more to wait for. */
    private void answeredLogins(UpsdReply reply) throws UpsdProtocolException {
        boolean othersLeft = true;
        if (!reply.isError()) {
            int logins = reply.logins(ups)
                    .orElseThrow(() -> new UpsdProtocolException("an answer that is not the login count asked for"));
            othersLeft = logins > (loggedIn ? 1 : 0);
        }
        if (othersLeft) {
            timers().set(Timer.LOGINS_COUNT, LOGINS_POLL, this::askLogins);
        } else {
            listener.nobodyElseLoggedIn();
        }
    }

    /** The login has been tried: with it or without it, the UPS is watched. */
    private void settle() {
        if (!settled) {
            settled = true;
            poll();
        }
        setForcedShutdown();
    }

    private void setForcedShutdown() {
        if (settled && fsdOrdered && !fsdAsked) {
            fsdAsked = true;
            send(UpsdCommand.about(Kind.FSD, ups));
        }
    }

    private void poll() {
        polledAt = timers().nanoTime();
        send(UpsdCommand.getStatus(ups));
    }

    private void askLogins() {
        send(UpsdCommand.getLogins(ups));
    }

    private void send(UpsdCommand command) {
        ChannelHandlerContext ctx = connectionOrThrow().context();
        if (!ctx.channel().isActive()) {
            return;
        }
        unanswered.add(command);
        write(ctx, command);
        if (!timers().isSet(Timer.ANSWER)) {
            awaitAnswer();
        }
    }

    private static void write(ChannelHandlerContext ctx, UpsdCommand command) {
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), command.line()));
    }

    /** For the oldest open question, from now on. */
    private void awaitAnswer() {
        timers().cancel(Timer.ANSWER);
        if (!unanswered.isEmpty()) {
            String silence = "no answer within " + READ_TIMEOUT.toSeconds() + " s";
            timers().set(Timer.ANSWER, READ_TIMEOUT, () -> close(silence));
        }
    }

    private SessionTimers timers() {
        return connectionOrThrow().timers();
    }

    private Connection connectionOrThrow() {
        if (connection == null) {
            throw new IllegalStateException("not connected");
        }
        return connection;
    }

    private static void requireOkOrError(UpsdReply reply) throws UpsdProtocolException {
        if (!reply.isOk() && !reply.isError()) {
            throw new UpsdProtocolException("an answer that is neither OK nor ERR");
        }
    }

    /** What there is only once upsd has accepted the connection. */
    private record Connection(ChannelHandlerContext context, SessionTimers timers) {}
}
