// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopbackServerTest {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static Socket connected(InetSocketAddress address) throws Exception {
        return new Socket(address.getAddress(), address.getPort());
    }

    @Test
    void whoConnectedIsLetGo() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        LoopbackServer server = LoopbackServer.listen(group.next(), () -> {
            accepted.countDown();
            return List.of();
        });
        try (Socket peer = connected(server.address())) {
            accepted.await();
            server.stopListening().sync();
            server.closeAccepted();

            assertEquals(-1, peer.getInputStream().read());
        }
    }
}
