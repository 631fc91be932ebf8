// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.monitor.loop.StrictEventLoop;
import org.upsjail.monitor.names.AddressFamilies;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.monitor.names.NameSources;
import org.upsjail.protocol.config.UpsAddress;

/** An Error is more than the end of a connection: the loop, and so the process, hears of it. */
@Timeout(30)
class UpsdErrorTest {

    private static final String HOST = "upsd";

    private final CompletableFuture<Error> fatal = new CompletableFuture<>();
    private final StrictEventLoop loop = new StrictEventLoop(fatal::complete);
    private final StackOverflowError planted = new StackOverflowError("planted");
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    UpsdErrorTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        server.close();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void onTheWayToAConnectionIsFatal() throws Exception {
        connect(ConnectionSetup.PLAIN, () -> {
            throw planted;
        });

        assertSame(planted, fatal.get());
    }

    @Test
    void inASessionIsFatal() throws Exception {
        ConnectionSetup failing = (pipeline, failed) -> pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                ctx.fireExceptionCaught(planted);
            }
        });
        connect(
                failing,
                () -> new UpsdSession(
                        Monitors.secondary(), new Dialogue.RecordingListener(), new Backoff(() -> 0L), true));

        assertSame(planted, fatal.get());
    }

    private void connect(ConnectionSetup setup, Supplier<UpsdSession> sessions) {
        NameSources known = NameSources.of(Map.of(HOST, List.of(server.getInetAddress())));
        HostNames names = new HostNames(loop, known, AddressFamilies.BOTH, line -> {});
        UpsdConnector connector = new UpsdTcpConnector(
                loop, new UpsAddress("ups", HOST, server.getLocalPort()), names, Duration.ofSeconds(10), setup);
        loop.execute(() -> connector.connect(sessions, reason -> {}));
    }
}
