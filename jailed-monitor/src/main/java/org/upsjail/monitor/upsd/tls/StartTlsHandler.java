// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.upsjail.monitor.loop.StrictEventLoop;
import org.upsjail.monitor.upsd.UpsdProtocolException;

/**
 * Stands before a session and lets it begin, by {@code channelActive}, once upsd has agreed to TLS and all that is
 * demanded of it holds, or has no TLS and none is demanded. Until then nothing of the session's leaves and nothing reaches
 * it. Everything here happens on the channel's event loop, the handshake's reckoning too: the jail has no other thread.
 */
final class StartTlsHandler extends ChannelInboundHandlerAdapter {

    /** upsd answers from memory; as long as for any other answer. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** As long as connecting may take: two round trips, and after an outage of the network every server's at once. */
    static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** For close_notify of a peer that does not read. */
    private static final Duration FAREWELL_LIMIT = Duration.ofSeconds(1);

    /** {@code ERR FEATURE-NOT-CONFIGURED} and its like, three times over. */
    static final int MAX_ANSWER_BYTES = 80;

    private static final Pattern REFUSAL = Pattern.compile("ERR ([A-Z][A-Z-]*)( .*)?");

    private enum State {
        ASKED,
        HANDSHAKING,
        OPEN,
        FAILED
    }

    private final TlsServer server;
    private final Consumer<String> opened;
    private final Consumer<String> failed;
    private final StringBuilder answer = new StringBuilder();
    private State state = State.ASKED;
    private @Nullable ScheduledFuture<?> patience;

    /**
     * @param opened hears what protects the connection when the session begins
     * @param failed hears why it will not begin
     */
    StartTlsHandler(TlsServer server, Consumer<String> opened, Consumer<String> failed) {
        this.server = server;
        this.opened = opened;
        this.failed = failed;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        String late = "no answer to STARTTLS within " + ANSWER_LIMIT.toSeconds() + " s";
        patience = ctx.executor().schedule(() -> fail(ctx, late), ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), "STARTTLS\n"));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (state == State.OPEN) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (state == State.ASKED && message instanceof ByteBuf bytes) {
                takeAnswer(ctx, bytes);
            } else if (state == State.HANDSHAKING) {
                fail(ctx, "TLS: upsd spoke before the handshake was done");
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.OPEN) {
            ctx.fireChannelInactive();
        } else {
            fail(ctx, "the connection was closed while STARTTLS was under way");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        StrictEventLoop.rethrowError(ctx.executor(), cause);
        Throwable real = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (state != State.OPEN) {
            fail(ctx, "TLS: " + TlsFailure.reason(real));
        } else if (real instanceof SSLException) {
            ctx.fireExceptionCaught(new UpsdProtocolException("TLS: " + TlsFailure.reason(real)));
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private void takeAnswer(ChannelHandlerContext ctx, ByteBuf bytes) {
        while (bytes.isReadable()) {
            char next = (char) bytes.readUnsignedByte();
            if (next == '\n') {
                answered(ctx, answer.toString().stripTrailing(), bytes.isReadable());
                return;
            }
            if (answer.length() == MAX_ANSWER_BYTES) {
                fail(ctx, "protocol error: an answer to STARTTLS of more than " + MAX_ANSWER_BYTES + " bytes");
                return;
            }
            answer.append(next);
        }
    }

    private void answered(ChannelHandlerContext ctx, String line, boolean moreBehind) {
        Matcher refusal = REFUSAL.matcher(line);
        if (moreBehind) {
            // Read as if they had come encrypted, they could be anybody's.
            fail(ctx, "protocol error: bytes behind the answer to STARTTLS");
        } else if (line.equals("OK") || line.startsWith("OK ")) {
            beginHandshake(ctx);
        } else if (!refusal.matches()) {
            fail(ctx, "protocol error: an answer to STARTTLS that is neither OK nor ERR");
        } else if (server.needsTls()) {
            fail(ctx, "TLS is demanded, and upsd, or somebody on the way, offers none (" + refusal.group(1) + ")");
        } else {
            open(ctx, "in plain text, upsd offers no TLS (" + refusal.group(1) + ")");
        }
    }

    private void beginHandshake(ChannelHandlerContext ctx) {
        endPatience();
        state = State.HANDSHAKING;
        SslHandler ssl = new SslHandler(server.newEngine());
        ssl.setHandshakeTimeoutMillis(HANDSHAKE_LIMIT.toMillis());
        ssl.setCloseNotifyFlushTimeoutMillis(FAREWELL_LIMIT.toMillis());
        ssl.handshakeFuture().addListener(done -> handshakeDone(ctx, ssl, done));
        ctx.pipeline().addBefore(ctx.name(), "ssl", ssl);
    }

    private void handshakeDone(ChannelHandlerContext ctx, SslHandler ssl, Future<?> done) {
        if (state != State.HANDSHAKING) {
            return;
        }
        if (!done.isSuccess()) {
            fail(ctx, "TLS: " + TlsFailure.reason(done.cause()));
            return;
        }
        SSLSession session = ssl.engine().getSession();
        try {
            server.checkName(session);
        } catch (PeerRefused another) {
            fail(ctx, "TLS: " + another.getMessage());
            return;
        } catch (RuntimeException | Error fault) {
            // Netty would log it, and the connection would stay as it is for ever.
            fail(ctx, "TLS: internal error, " + fault.getClass().getSimpleName());
            StrictEventLoop.rethrowError(ctx.executor(), fault);
            return;
        }
        String who = server.isVerified() ? "the certificate is verified" : "the certificate is not verified";
        open(ctx, "by " + session.getProtocol() + ", " + who);
    }

    private void open(ChannelHandlerContext ctx, String protection) {
        endPatience();
        state = State.OPEN;
        opened.accept(protection);
        ctx.fireChannelActive();
    }

    private void fail(ChannelHandlerContext ctx, String reason) {
        if (state == State.FAILED || state == State.OPEN) {
            return;
        }
        endPatience();
        state = State.FAILED;
        ctx.close();
        failed.accept(reason);
    }

    private void endPatience() {
        if (patience != null) {
            patience.cancel(false);
        }
    }
}
