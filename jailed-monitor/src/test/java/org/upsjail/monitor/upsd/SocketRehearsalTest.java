// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketRehearsalTest {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void everyQuestionIsAnswered() throws Exception {
        EventLoop loop = group.next();
        CompletableFuture<Integer> answers = new CompletableFuture<>();
        SocketRehearsal rehearsal = SocketRehearsal.prepare(loop);
        loop.execute(() -> rehearsal.play(answers::complete));

        assertEquals(SocketRehearsal.ROUNDS, answers.get());
    }

    @Test
    void aPeerThatFallsSilentIsNotWaitedForWithoutEnd() {
        EmbeddedChannel near = new EmbeddedChannel();
        near.freezeTime();
        List<Integer> ended = new ArrayList<>();
        new SocketRehearsal(near.eventLoop(), near).play(ended::add);
        for (int turn = 1; turn < SocketRehearsal.MAX_TURNS; turn++) {
            passesATurn(near);
        }
        assertEquals(List.of(), ended);

        passesATurn(near);
        assertEquals(List.of(0), ended);
        assertFalse(near.isOpen());
        near.releaseOutbound();
    }

    private static void passesATurn(EmbeddedChannel near) {
        near.advanceTimeBy(SocketRehearsal.BETWEEN_ROUNDS.toNanos(), TimeUnit.NANOSECONDS);
        near.runScheduledPendingTasks();
    }

    @Test
    void aStrangerWhoConnectsMeanwhileIsLetGo() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
                SocketChannel stranger = SocketChannel.open(server.getLocalAddress());
                SocketChannel near = SocketChannel.open(server.getLocalAddress());
                SocketChannel far = SocketRehearsal.acceptedFrom(near.getLocalAddress(), server)) {
            assertEquals(near.getLocalAddress(), far.getRemoteAddress());
            assertEquals(-1, stranger.read(ByteBuffer.allocate(1)));
        }
    }
}
