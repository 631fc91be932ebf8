// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.loop.StrictEventLoop;
import org.upsjail.protocol.config.MonitorLine;

/**
 * One connection for one MONITOR line: the login, then polls until it closes. It begins when the channel becomes active.
 * Every line must be the answer to the oldest open question; anything else closes the connection.
 */
final class UpsdSession extends SimpleChannelInboundHandler<String> {

    private final MonitorLine monitor;
    private final UpsdSessionListener listener;
    private final Backoff loginBackoff;
    private final boolean pipelined;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Talk talk;
    private @Nullable String closeReason;
    private boolean leaving;
    private boolean settled;
    private boolean fsdOrdered;

    /**
     * @param loginBackoff the waits between refused logins, reset by one that is accepted
     * @param pipelined whether the questions of a poll go out at once
     */
    UpsdSession(MonitorLine monitor, UpsdSessionListener listener, Backoff loginBackoff, boolean pipelined) {
        super(String.class);
        this.monitor = monitor;
        this.listener = listener;
        this.loginBackoff = loginBackoff;
        this.pipelined = pipelined;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (leaving) {
            close("logged out");
            return;
        }
        SessionTimers timers = new SessionTimers(ctx.executor(), failed -> exceptionCaught(ctx, failed));
        Conversation conversation = new Conversation(ctx, timers, this::close);
        String ups = monitor.address().upsName();
        LoginDialogue login = new LoginDialogue(conversation, monitor, listener, loginBackoff, this::settle);
        talk = new Talk(
                conversation,
                new UpsPoll(conversation, ups, listener, pipelined),
                new ForcedShutdown(conversation, ups, listener, login::loggedIn));
        login.begin();
    }

    /**
     * Sets FSD at upsd as soon as the login has been tried, and again after each further try while upsd refuses it. Only
     * for a UPS this host is primary of.
     */
    void orderForcedShutdown() {
        fsdOrdered = true;
        setForcedShutdown();
    }

    /**
     * Says LOGOUT, if anything has been said yet, and closes without waiting for more than the write. A connection that
     * comes about later is closed at once.
     */
    void logOut() {
        leaving = true;
        if (talk != null && isConnected()) {
            talk.conversation().tell(UpsdCommand.logout());
        }
        close("logged out");
    }

    /** Whether there is a connection that {@link #close} would close. */
    boolean isConnected() {
        return context != null && context.channel().isActive();
    }

    /** Nothing while not yet connected. The first reason is the one given. */
    void close(String reason) {
        if (context != null && context.channel().isActive() && closeReason == null) {
            closeReason = reason;
            if (talk != null) {
                talk.conversation().timers().cancelAll();
            }
            context.close();
        }
    }

    /** Whether upsd was asked for the status on this connection and has never answered a whole poll. */
    boolean firstPollUnanswered() {
        return talk != null && talk.poll().firstUnanswered();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String line) throws UpsdProtocolException {
        if (closeReason != null || !ctx.channel().isActive()) {
            return; // Lines behind the reason to close are not believed, nor while TLS takes its leave.
        }
        UpsdReply reply = UpsdReply.parse(line);
        if (talk == null) {
            throw new UpsdProtocolException(Conversation.UNASKED);
        }
        talk.conversation().answered(reply);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws UpsdProtocolException {
        if (talk != null && closeReason == null) {
            UpsdLineDecoder lines = ctx.pipeline().get(UpsdLineDecoder.class);
            talk.conversation().readComplete(lines != null && lines.hasBegunLine());
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (talk != null) {
            talk.conversation().timers().cancelAll();
        }
        listener.closed(closeReason == null ? "connection closed by upsd" : closeReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        StrictEventLoop.rethrowError(ctx.executor(), cause);
        close(Reasons.of(cause));
    }

    /** The login has been tried: with it or without it, the UPS is watched. */
    private void settle() {
        if (!settled && talk != null) {
            settled = true;
            talk.poll().begin();
        }
        setForcedShutdown();
    }

    private void setForcedShutdown() {
        if (settled && fsdOrdered && talk != null) {
            talk.forcedShutdown().set();
        }
    }

    /** What there is only once upsd has accepted the connection. */
    private record Talk(Conversation conversation, UpsPoll poll, ForcedShutdown forcedShutdown) {}
}
