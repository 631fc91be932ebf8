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

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aKilledMonitorIsReplacedAndNoEventIsDoubledOrLost() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            String system = upsd.system("ups");
            long first = upsjail.awaitWatching();
            upsd.setStatus("ups", "OB");
            setup.handlers().await(call -> call.is("ONBATT", system), SOON);

            long position = upsjail.logPosition();
            RunningProgram.kill("KILL", first);
            upsd.setStatus("ups", "OL");
            setup.handlers().await(call -> call.is("ONLINE", system), SOON);
            long second = upsjail.awaitWatching(position);

            assertNotEquals(first, second);
            assertEquals(1, setup.handlers().calls("ONBATT", system).size());
            assertEquals(1, setup.handlers().calls("ONLINE", system).size());
            assertEquals(1, setup.handlers().calls("NOPARENT", "").size());
            assertEquals(0, setup.handlers().calls("COMMBAD", system).size());
        }
    }

    @Test
    void aMonitorKilledAgainAndAgainOnBatteryPreventsNoShutdown() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            long monitor = upsjail.awaitWatching();
            upsd.setStatus("ups", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);

            int killed = 0;
            boolean down = false;
            while (!down) {
                long position = upsjail.logPosition();
                RunningProgram.kill("KILL", monitor);
                killed++;
                try {
                    monitor = upsjail.awaitMonitorStarted(position, Duration.ofSeconds(6));
                } catch (NotSeenException ended) {
                    down = true;
                }
                down |= !setup.handlers().calls(HandlerCall.SHUTDOWN, "").isEmpty();
            }
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), SOON);

            assertTrue(killed > 1, "killed " + killed + " times");
            assertEquals(1, setup.handlers().calls("ONBATT", upsd.system("ups")).size());
        }
    }

    @Test
    void aFrozenMonitorIsReplaced() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            long first = upsjail.awaitWatching();
            long position = upsjail.logPosition();
            RunningProgram.kill("STOP", first);
            upsjail.program().awaitLine(position, "monitor " + first + " lost: no heartbeat", SOON);
            long second = upsjail.awaitWatching(position);

            assertNotEquals(first, second);
        }
    }
}
