// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What the death of the monitor changes for a host: nothing that matters. */
class LostMonitorIT {

    @Test
    void aKilledMonitorIsReplacedAndNoEventIsDoubledOrLost() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            long first = ups.monitor();
            ups.says("OB");
            ups.awaitTold("ONBATT");

            long position = ups.upsjail().logPosition();
            RunningProgram.kill("KILL", first);
            ups.says("OL");
            ups.awaitTold("ONLINE");
            long second = ups.upsjail().awaitWatching(position);

            assertNotEquals(first, second);
            assertEquals(1, ups.told("ONBATT"));
            assertEquals(1, ups.told("ONLINE"));
            assertEquals(1, ups.told("NOPARENT"));
            assertEquals(0, ups.told("COMMBAD"));
        }
    }

    @Test
    void aMonitorKilledAgainAndAgainOnBatteryPreventsNoShutdown() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            long monitor = ups.monitor();
            ups.says("OB");
            ups.awaitTold("ONBATT");

            int killed = 0;
            boolean down = false;
            while (!down) {
                long position = ups.upsjail().logPosition();
                RunningProgram.kill("KILL", monitor);
                killed++;
                try {
                    monitor = ups.upsjail().awaitMonitorStarted(position, Duration.ofSeconds(6));
                } catch (NotSeenException ended) {
                    down = true;
                }
                down |= ups.told(HandlerCall.SHUTDOWN) > 0;
            }
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertTrue(killed > 1, "killed " + killed + " times");
            assertEquals(1, ups.told("ONBATT"));
        }
    }
}
