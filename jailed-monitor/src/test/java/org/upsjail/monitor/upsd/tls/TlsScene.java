// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.config.TlsDemand;
import org.upsjail.protocol.config.UpsAddress;

/** A connection with the handler on it, a session that says its name as soon as it may, and a server made by the test. */
final class TlsScene {

    static final String HOST = "ups.example.org";
    private static final UpsAddress ADDRESS = new UpsAddress("ups", HOST, 3493);

    /** Passes of bytes from one side to the other; a full handshake takes three. */
    private static final int MAX_FLIGHTS = 10;

    final List<String> opened = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    final List<String> sessionSaw = new ArrayList<>();
    private final EmbeddedChannel near;
    private @Nullable EmbeddedChannel far;

    TlsScene(TlsDemand demand, SSLContext context, List<String> versions) {
        this(new TlsServer(ADDRESS, demand, context, versions));
    }

    TlsScene(TlsServer server) {
        StartTlsHandler handler = new StartTlsHandler(server, opened::add, failed::add);
        near = new EmbeddedChannel();
        near.freezeTime();
        near.pipeline().addLast(handler, session());
        near.pipeline().fireChannelActive();
    }

    /** Nothing is demanded. */
    static TlsScene opportunistic() {
        return new TlsScene(new TlsDemand(false, false, HOST), believing(), List.of("TLSv1.2", "TLSv1.3"));
    }

    static TlsScene forcing() {
        return new TlsScene(new TlsDemand(false, true, HOST), believing(), List.of("TLSv1.2", "TLSv1.3"));
    }

    static TlsScene verifying(Set<X509Certificate> trusted) {
        return verifying(trusted, HOST, null);
    }

    static TlsScene verifying(Set<X509Certificate> trusted, String name, @Nullable OwnCertificate own) {
        SSLContext context = TlsClient.context(own, PeerTrust.issuedBy(trusted));
        return new TlsScene(new TlsDemand(true, false, name), context, List.of("TLSv1.2", "TLSv1.3"));
    }

    private static SSLContext believing() {
        return TlsClient.context(null, PeerTrust.everyone());
    }

    static SSLEngine serverEngine(OwnCertificate own, String... versions) {
        SSLEngine engine = TlsClient.context(own, PeerTrust.everyone()).createSSLEngine();
        engine.setUseClientMode(false);
        if (versions.length > 0) {
            engine.setEnabledProtocols(versions);
        }
        return engine;
    }

    TlsScene answers(String bytes) {
        near.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Agrees to STARTTLS and shakes hands until nothing more is said. */
    TlsScene handshakesWith(SSLEngine engine) {
        sent();
        answers("OK STARTTLS\n");
        EmbeddedChannel server = new EmbeddedChannel(new SslHandler(engine), forgetting());
        far = server;
        for (int flight = 0; flight < MAX_FLIGHTS; flight++) {
            pass(near, server);
            pass(server, near);
        }
        return this;
    }

    /** What the server understood of what came encrypted. */
    String serverRead() {
        StringBuilder text = new StringBuilder();
        if (far != null) {
            for (ByteBuf bytes = far.readInbound(); bytes != null; bytes = far.readInbound()) {
                text.append(bytes.toString(StandardCharsets.ISO_8859_1));
                bytes.release();
            }
        }
        return text.toString();
    }

    /** What has left, as bytes. */
    String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = near.readOutbound(); bytes != null; bytes = near.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString();
    }

    void passes(Duration time) {
        near.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        near.runScheduledPendingTasks();
    }

    void hears(Throwable failure) {
        near.pipeline().fireExceptionCaught(failure);
        near.runPendingTasks();
    }

    void peerCloses() {
        near.close();
    }

    /** Whether something is to be done later. */
    boolean hasTimers() {
        return near.runScheduledPendingTasks() >= 0;
    }

    boolean isOpen() {
        return near.isOpen();
    }

    private ChannelHandler session() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                sessionSaw.add("active");
                ctx.writeAndFlush(Unpooled.copiedBuffer("USERNAME canary\n", StandardCharsets.ISO_8859_1));
            }

            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                sessionSaw.add(((ByteBuf) message).toString(StandardCharsets.ISO_8859_1));
                ReferenceCountUtil.release(message);
            }

            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                sessionSaw.add("inactive");
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                sessionSaw.add(cause.toString());
            }
        };
    }

    private ChannelHandler forgetting() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                ctx.close();
            }
        };
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            if (to.isOpen()) {
                to.writeInbound(bytes);
            } else {
                bytes.release();
            }
        }
    }
}
