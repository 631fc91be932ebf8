// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;

/** What comes after SHUTDOWNCMD. */
class ShutdownCommandIT {

    @Test
    void theLoginIsKeptWhereShutdownexitSaysSo() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary("SHUTDOWNEXIT no", "DEBUG_MIN 1")) {
            RunningProgram upsjail = ups.upsjail().program();
            ups.says("OB LB");
            ups.awaitSaid("SHUTDOWNCMD exited with status 0");
            long ended = ups.upsd().journal().position();
            Polling.until(
                    "two polls, or the end", WatchedUps.SOON, () -> pollsSince(ended, ups) >= 2 || !upsjail.alive());
            boolean there = upsjail.alive();
            int logins = ups.upsd().logins(ups.name());
            assertTrue(there, "it ended with its SHUTDOWNCMD");
            upsjail.kill("TERM");

            assertEquals(0, ups.awaitEnd());
            assertEquals(1, logins);
        }
    }

    private static long pollsSince(long position, WatchedUps<SimulatedUpsd> ups) {
        return ups.upsd().journal().entriesFrom(position).stream()
                .filter(UpsdEvent::isPoll)
                .count();
    }

    @Test
    void oneThatFailsIsRunAgainAndTheUpsIsWatchedMeanwhile() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups")).without("SHUTDOWNCMD")) {
            setup.upsmon("SHUTDOWNCMD " + setup.handlers().shutdownCommandThen("failing", "exit 3"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsd.setStatus("ups", "OB LB");
                upsjail.program().awaitLine("SHUTDOWNCMD failed \\(exited with status 3\\)", WatchedUps.SOON);
                int first = setup.handlers().calls().size();
                upsd.setStatus("ups", "OL");
                setup.handlers().await(call -> call.is("ONLINE"), WatchedUps.SOON);
                setup.handlers().awaitFrom(first, call -> call.is(HandlerCall.SHUTDOWN), WatchedUps.SOON);

                assertTrue(upsjail.program().alive());
            }
        }
    }
}
