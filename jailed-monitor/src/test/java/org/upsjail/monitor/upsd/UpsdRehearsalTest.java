// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.protocol.fact.Fact;

@Timeout(30)
class UpsdRehearsalTest {

    private final WatchedLoop loop = new WatchedLoop();

    @AfterEach
    void endLoop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void playsALoginAPollWithAllThereMayBeAndALoss() throws Exception {
        List<Fact> stated = UpsdRehearsal.play(loop);

        assertEquals(
                "LOGINOK, COMMOK, ALARM [rehearsed], ONBATT, LOWBATT, ECO, OTHER [WAIT], COMMBAD",
                stated.stream()
                        .map(fact -> fact.toString().replace(" rehearsal", ""))
                        .filter(fact -> !fact.startsWith("NOT"))
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void leavesNothingToDoOnTheLoop() throws Exception {
        UpsdRehearsal.play(loop);

        assertTrue(loop.submit(loop::hasNothingScheduled).get());
    }

    /** Shows whether it would ever act again by itself. */
    private static final class WatchedLoop extends SingleThreadIoEventLoop {

        WatchedLoop() {
            super(null, new DefaultThreadFactory("loop", true), NioIoHandler.newFactory());
        }

        boolean hasNothingScheduled() {
            return nextScheduledTaskNano() == -1;
        }
    }
}
