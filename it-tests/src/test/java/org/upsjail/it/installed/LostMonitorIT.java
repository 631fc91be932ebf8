// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What the death of the monitor changes for a host: nothing that matters. */
class LostMonitorIT {

    private static final String GOING_DOWN = "running SHUTDOWNCMD";

    private static boolean isGoingDown(RunningProgram upsjail) {
        return upsjail.lines().entries().stream().anyMatch(line -> line.text().contains(GOING_DOWN));
    }

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

            RunningProgram upsjail = ups.upsjail().program();
            int killed = 0;
            long position = ups.upsjail().logPosition();
            Deadline limit = Deadline.after(Deadline.OF_A_HANG);
            while (!isGoingDown(upsjail)) {
                assertFalse(limit.passed(), "the host stays up");
                // By then it may be gone with its dispatcher.
                ProcessHandle.of(monitor).ifPresent(ProcessHandle::destroyForcibly);
                killed++;
                String next = upsjail.awaitLine(position, "monitor started, pid \\d+|" + GOING_DOWN, WatchedUps.SOON)
                        .text();
                position = ups.upsjail().logPosition();
                monitor =
                        next.contains(GOING_DOWN) ? monitor : Long.parseLong(next.replaceFirst(".*pid (\\d+).*", "$1"));
            }
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertTrue(killed > 1, "killed " + killed + " times");
            assertEquals(1, ups.told("ONBATT"));
        }
    }
}
