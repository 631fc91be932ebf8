// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What comes after SHUTDOWNCMD. */
class ShutdownCommandIT {

    @Test
    void theLoginIsKeptWhereShutdownexitSaysSo() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary("SHUTDOWNEXIT no")) {
            ups.says("OB LB");
            ups.awaitTold(HandlerCall.SHUTDOWN);
            // Told to stop it ends, which shows that it was there: the shutdown itself did not end it.
            boolean there = ups.upsjail().program().alive();
            int logins = ups.upsd().logins(ups.name());
            ups.upsjail().program().kill("TERM");

            assertEquals(0, ups.awaitEnd());
            assertTrue(there);
            assertEquals(1, logins);
        }
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
