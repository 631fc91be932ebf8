// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.monitor.names.AddressFamilies;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.monitor.names.NameSources;
import org.upsjail.monitor.names.Nameserver;
import org.upsjail.protocol.config.UpsAddress;

/** What a connection to a host comes to, over loopback. */
@Timeout(30)
class UpsdConnectionTest {

    private static final String HOST = "nas.example";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    private final CompletableFuture<ChannelConfig> connection = new CompletableFuture<>();

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void hostThatMovedIsAskedForAnewAfterAConnectionThatFailed() throws Exception {
        try (Nameserver dns = Nameserver.ofAddress("127.0.0.2");
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostNames names = new HostNames(loop, dns.alone(), AddressFamilies.IPV4, line -> {});
            assertEquals("connection refused", connect(names, server));
            dns.changeAddress("127.0.0.1");

            assertEquals("connected", connect(names, server));
        }
    }

    @Test
    void peerThatFloodsIsReadInPiecesOfTwoKibibytes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NameSources known = NameSources.of(Map.of(HOST, List.of(server.getInetAddress())));
            connect(new HostNames(loop, known, AddressFamilies.BOTH, line -> {}), server);
        }

        RecvByteBufAllocator.ExtendedHandle reading = (RecvByteBufAllocator.ExtendedHandle)
                connection.get().getRecvByteBufAllocator().newHandle();
        for (int read = 0; read < 10; read++) {
            reading.reset(connection.get());
            reading.attemptedBytesRead(reading.guess());
            reading.lastBytesRead(reading.guess());
            reading.readComplete();
        }
        assertEquals(2048, reading.guess());
    }

    /** "connected", or why not. */
    private String connect(HostNames names, ServerSocket server) throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        ConnectionSetup setup = (pipeline, failed) -> {
            connection.complete(pipeline.channel().config());
            pipeline.addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                    outcome.complete("connected");
                }
            });
        };
        UpsdConnector connector = new UpsdTcpConnector(
                loop, new UpsAddress("ups", HOST, server.getLocalPort()), names, Duration.ofSeconds(10), setup);
        loop.execute(() -> connector.connect(
                () -> new UpsdSession(
                        Monitors.secondary(), new Dialogue.RecordingListener(), new Backoff(() -> 0L), true),
                outcome::complete));
        return outcome.get();
    }
}
