// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> readTimeout;
    private String closeReason = "connection closed by upsd";
    private boolean settled;
    private boolean fsdOrdered;
    private long polledAt;

    UpsdSession(MonitorLine monitor, UpsdSessionListener listener) {
        super(String.class);
        this.monitor = monitor;
        this.ups = monitor.address().upsName();
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        send(UpsdCommand.userName(monitor.userName()));
    }

    /** Sets FSD at upsd as soon as the login has been tried. Only for a UPS this host is primary of. */
    void orderForcedShutdown() {
        fsdOrdered = true;
        if (settled) {
            send(UpsdCommand.about(Kind.FSD, ups));
        }
    }

    /** Says LOGOUT and closes without waiting for more than the write. Nothing while not yet connected. */
    void logOut() {
        if (context != null) {
            closeReason = "logged out";
            write(context, UpsdCommand.logout());
            context.close();
        }
    }

    /** Nothing while not yet connected. */
    void close(String reason) {
        if (context != null) {
            closeReason = reason;
            context.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String line) throws UpsdProtocolException {
        UpsdReply reply = UpsdReply.parse(line);
        UpsdCommand asked = unanswered.poll();
        if (asked == null) {
            throw new UpsdProtocolException("an answer nobody asked for");
        }
        rearmReadTimeout();
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
        disarmReadTimeout();
        listener.closed(closeReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        closeReason = Reasons.of(cause);
        ctx.close();
    }

    private void answeredLogin(Kind step, UpsdReply reply) throws UpsdProtocolException {
        requireOkOrError(reply);
        if (reply.isError()) {
            listener.loginRefused(step + " refused: " + reply.errorCode());
            later(LOGIN_RETRY, () -> send(UpsdCommand.about(Kind.LOGIN, ups)));
            settle();
        } else if (step == Kind.USERNAME) {
            send(UpsdCommand.password(monitor.password()));
        } else if (step == Kind.PASSWORD) {
            send(UpsdCommand.about(Kind.LOGIN, ups));
        } else {
            listener.loginAccepted();
            if (monitor.isPrimary()) {
                send(UpsdCommand.about(Kind.PRIMARY, ups));
            } else {
                settle();
            }
        }
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
        long sincePoll = now() - polledAt;
        later(listener.timeBetweenPolls().minusNanos(sincePoll), this::poll);
    }

    private void answeredForcedShutdown(UpsdReply reply) throws UpsdProtocolException {
        requireOkOrError(reply);
        if (reply.isError()) {
            listener.forcedShutdownRefused(reply.errorCode());
        } else {
            listener.forcedShutdownSet();
        }
        askLogins();
    }

    private void answeredLogins(UpsdReply reply) throws UpsdProtocolException {
        if (!reply.isError()) {
            listener.loginsCounted(reply.logins(ups)
                    .orElseThrow(() -> new UpsdProtocolException("an answer that is not the login count asked for")));
        }
        later(LOGINS_POLL, this::askLogins);
    }

    /** The login has been tried: with it or without it, the UPS is watched. Once a connection. */
    private void settle() {
        if (settled) {
            return;
        }
        settled = true;
        poll();
        if (fsdOrdered) {
            send(UpsdCommand.about(Kind.FSD, ups));
        }
    }

    private void poll() {
        polledAt = now();
        send(UpsdCommand.getStatus(ups));
    }

    private void askLogins() {
        send(UpsdCommand.getLogins(ups));
    }

    private void send(UpsdCommand command) {
        ChannelHandlerContext ctx = contextOrThrow();
        if (!ctx.channel().isActive()) {
            return;
        }
        unanswered.add(command);
        write(ctx, command);
        if (readTimeout == null) {
            rearmReadTimeout();
        }
    }

    private static void write(ChannelHandlerContext ctx, UpsdCommand command) {
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), command.line()));
    }

    private void rearmReadTimeout() {
        disarmReadTimeout();
        if (!unanswered.isEmpty()) {
            readTimeout = later(READ_TIMEOUT, () -> close("no answer within " + READ_TIMEOUT.toSeconds() + " s"));
        }
    }

    private void disarmReadTimeout() {
        if (readTimeout != null) {
            readTimeout.cancel(false);
            readTimeout = null;
        }
    }

    private ScheduledFuture<?> later(Duration delay, Runnable task) {
        long nanos = Math.max(0, delay.toNanos());
        return contextOrThrow().executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private long now() {
        return contextOrThrow().executor().ticker().nanoTime();
    }

    private ChannelHandlerContext contextOrThrow() {
        if (context == null) {
            throw new IllegalStateException("not connected");
        }
        return context;
    }

    private static void requireOkOrError(UpsdReply reply) throws UpsdProtocolException {
        if (!reply.isOk() && !reply.isError()) {
            throw new UpsdProtocolException("an answer that is neither OK nor ERR");
        }
    }
}
