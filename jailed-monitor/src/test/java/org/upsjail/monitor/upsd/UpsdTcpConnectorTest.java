// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real connections, over loopback. */
@Timeout(30)
class UpsdTcpConnectorTest {

    /** An accept that nobody connects to is not ended by JUnit. */
    private static final int LIMIT_MILLIS = 20_000;

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
            connect(addressOf(server));
            assertEquals("USERNAME user", firstLine(server));
            assertEquals(1, sessions.get());
        }
    }

    @Test
    void theNextAddressIsTriedWithASessionOfItsOwn() throws IOException {
        try (ServerSocket server = listening()) {
            connect(refusing(), refusing(), addressOf(server));
            assertEquals("USERNAME user", firstLine(server));
            assertEquals(3, sessions.get());
        }
    }

    @Test
    void whenNoAddressTakesItTheReasonIsGiven() throws Exception {
        connect(refusing(), refusing());

        assertEquals("connection refused", failure.get());
    }

    @Test
    void hostWithoutAnAddressIsNotFound() throws Exception {
        connect();

        assertEquals("host not found", failure.get());
        assertEquals(0, sessions.get());
    }

    @Test
    void failureIsHeardAfterTheCallAndNotDuringIt() throws Exception {
        CompletableFuture<Boolean> during = new CompletableFuture<>();
        loop.execute(() -> {
            new UpsdTcpConnector(loop, List.of()).connect(this::newSession, failure::complete);
            during.complete(failure.isDone());
        });

        assertTrue(!during.get());
        assertEquals("host not found", failure.get());
    }

    private void connect(InetSocketAddress... addresses) {
        UpsdTcpConnector connector = new UpsdTcpConnector(loop, List.of(addresses));
        loop.execute(() -> connector.connect(this::newSession, failure::complete));
    }

    private UpsdSession newSession() {
        sessions.incrementAndGet();
        return new UpsdSession(Monitors.secondary(), new Dialogue.RecordingListener(), new Backoff(() -> 0L), true);
    }

    private static ServerSocket listening() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT_MILLIS);
        return server;
    }

    private static InetSocketAddress addressOf(ServerSocket server) {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** A port that was free a moment ago. */
    private static InetSocketAddress refusing() throws IOException {
        try (ServerSocket closed = listening()) {
            return addressOf(closed);
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
