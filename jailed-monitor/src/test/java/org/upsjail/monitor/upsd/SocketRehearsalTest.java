// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
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
}
