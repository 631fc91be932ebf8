// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpsdRehearsalTest {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void isPlayedToItsEnd() {
        assertDoesNotThrow(() -> UpsdRehearsal.play(group.next()));
    }

    @Test
    void leavesTheLoopFitForMore() throws Exception {
        UpsdRehearsal.play(group.next());

        assertTrue(answers());
    }

    private boolean answers() throws InterruptedException, ExecutionException {
        return group.next().submit(() -> true).get();
    }
}
