// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.monitor.names.AddressFamilies;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.monitor.names.NameSources;
import org.upsjail.protocol.config.UpsAddress;

/** Real connections, over loopback. */
@Timeout(30)
class UpsdTcpConnectorTest {

    /** An accept that nobody connects to is not ended by JUnit. */
    private static final int LIMIT_MILLIS = 20_000;

    private static final String HOST = "upsd";
    private static final String LISTENING = "127.0.0.1";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicInteger sessions = new AtomicInteger();

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void aSessionBeginsWhenTheConnectionStands() throws IOException {
        try (ServerSocket server = listening()) {
            connect(server.getLocalPort(), LISTENING);
            assertEquals("USERNAME user", firstLine(server));
            assertEquals(1, sessions.get());
        }
    }

    @Test
    void theNextAddressIsTriedWithASessionOfItsOwn() throws IOException {
        try (ServerSocket server = listening()) {
            connect(server.getLocalPort(), "127.0.0.2", "127.0.0.3", LISTENING);
            assertEquals("USERNAME user", firstLine(server));
            assertEquals(3, sessions.get());
        }
    }

    @Test
    void whenNoAddressTakesItTheReasonIsGiven() throws Exception {
        connect(refusingPort(), "127.0.0.2", "127.0.0.3");

        assertEquals("connection refused", failure.get());
    }

    @Test
    void addressThatIsRefusedBeforeItsSessionIsFollowedByTheNext() throws IOException {
        try (ServerSocket server = listeningOnAllAddresses()) {
            List<String> refused = new ArrayList<>();
            UpsdConnector connector =
                    connector(server.getLocalPort(), refusingTheFirst(refused), "127.0.0.2", LISTENING);
            loop.execute(() -> connector.connect(this::newSession, failure::complete));

            assertEquals("null", firstLine(server));
            assertEquals("USERNAME user", firstLine(server));
            assertEquals(List.of("TLS: planted"), refused);
            assertFalse(failure.isDone());
        }
    }

    @Test
    void whatTheAddressThatAnsweredWasRefusedForIsTheReason() throws Exception {
        try (ServerSocket server = listening()) {
            UpsdConnector connector =
                    connector(server.getLocalPort(), refusingTheFirst(new ArrayList<>()), LISTENING, "127.0.0.2");
            loop.execute(() -> connector.connect(this::newSession, failure::complete));

            assertEquals("TLS: planted", failure.get());
        }
    }

    @Test
    void hostWithoutAnAddressIsNotFound() throws Exception {
        connect(refusingPort());

        assertEquals("host not found", failure.get());
        assertEquals(0, sessions.get());
    }

    @Test
    void failureIsHeardAfterTheCallAndNotDuringIt() throws Exception {
        CompletableFuture<Boolean> during = new CompletableFuture<>();
        UpsdConnector connector = connector(refusingPort());
        loop.execute(() -> {
            connector.connect(this::newSession, failure::complete);
            during.complete(failure.isDone());
        });

        assertFalse(during.get());
        assertEquals("host not found", failure.get());
    }

    @Test
    void faultOnTheWayToAConnectionIsAFailedConnection() throws Exception {
        UpsdConnector connector = connector(refusingPort(), LISTENING);
        loop.execute(() -> connector.connect(
                () -> {
                    throw new IllegalStateException("a fault of ours");
                },
                failure::complete));

        assertEquals("internal error, IllegalStateException", failure.get());
    }

    @Test
    void withoutADescriptorTheFailureIsHeardOnTheLoop() throws Exception {
        UpsdConnector connector = new UpsdTcpConnector(
                loop,
                new UpsAddress("ups", HOST, refusingPort()),
                names("127.0.0.2", LISTENING),
                Duration.ofSeconds(10),
                ConnectionSetup.PLAIN,
                () -> {
                    throw new ChannelException("Too many open files");
                });
        loop.execute(() -> connector.connect(
                this::newSession, reason -> failure.complete(reason + ", on the loop: " + loop.inEventLoop())));

        assertEquals("ChannelException, on the loop: true", failure.get());
        assertEquals(2, sessions.get());
    }

    @Test
    void theAddressHasNoLongerThanTheLimit() throws Exception {
        try (ServerSocket server = listening();
                Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket second = new Socket(server.getInetAddress(), server.getLocalPort())) {
            // Its queue is full: the kernel answers to no further connection.
            UpsdConnector connector = new UpsdTcpConnector(
                    loop,
                    new UpsAddress("ups", HOST, server.getLocalPort()),
                    names(LISTENING),
                    Duration.ofMillis(50),
                    ConnectionSetup.PLAIN);
            loop.execute(() -> connector.connect(this::newSession, failure::complete));

            assertEquals("connection timed out", failure.get());
            assertTrue(first.isConnected() && second.isConnected());
        }
    }

    private void connect(int port, String... addresses) throws IOException {
        UpsdConnector connector = connector(port, addresses);
        loop.execute(() -> connector.connect(this::newSession, failure::complete));
    }

    /** As one whose certificate is not the right one; the next is as it should be. */
    private static ConnectionSetup refusingTheFirst(List<String> refused) {
        return (pipeline, failed) -> {
            if (!refused.isEmpty()) {
                return;
            }
            refused.add("TLS: planted");
            pipeline.addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                    ctx.close();
                    failed.accept("TLS: planted");
                }

                @Override
                public void channelInactive(ChannelHandlerContext ctx) {
                    // The session has not begun.
                }
            });
        };
    }

    private UpsdConnector connector(int port, String... addresses) throws IOException {
        return connector(port, ConnectionSetup.PLAIN, addresses);
    }

    private UpsdConnector connector(int port, ConnectionSetup setup, String... addresses) throws IOException {
        return new UpsdTcpConnector(
                loop, new UpsAddress("ups", HOST, port), names(addresses), Duration.ofSeconds(10), setup);
    }

    private HostNames names(String... addresses) throws IOException {
        List<InetAddress> known = new ArrayList<>();
        for (String address : addresses) {
            known.add(InetAddress.getByName(address));
        }
        return new HostNames(loop, NameSources.of(Map.of(HOST, known)), AddressFamilies.BOTH, line -> {});
    }

    private UpsdSession newSession() {
        sessions.incrementAndGet();
        return new UpsdSession(Monitors.secondary(), new Dialogue.RecordingListener(), new Backoff(() -> 0L), true);
    }

    /** On this address of the host only. */
    private static ServerSocket listening() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT_MILLIS);
        return server;
    }

    private static ServerSocket listeningOnAllAddresses() throws IOException {
        ServerSocket server = new ServerSocket(0, 2);
        server.setSoTimeout(LIMIT_MILLIS);
        return server;
    }

    /** One that was free a moment ago. */
    private static int refusingPort() throws IOException {
        try (ServerSocket closed = listening()) {
            return closed.getLocalPort();
        }
    }

    private static String firstLine(ServerSocket server) throws IOException {
        try (Socket peer = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII))) {
            return String.valueOf(in.readLine());
        }
    }
}
