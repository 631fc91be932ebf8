// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Polling;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** SIGSTOP, where upsmon tells of a jump of the clock: what stands still is noticed, and no host on line goes down for it. */
class FrozenIT {

    @Test
    void aFrozenMonitorIsReplacedAndNothingElseIsTold() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            long position = ups.upsjail().logPosition();
            RunningProgram.kill("STOP", ups.monitor());
            ups.awaitSaid("monitor " + ups.monitor() + " lost: no heartbeat");
            long second = ups.upsjail().awaitWatching(position);
            ups.awaitTold("NOPARENT");

            assertNotEquals(ups.monitor(), second);
            assertEquals(List.of("NOPARENT"), ups.told());
            assertTrue(ups.upsjail().program().alive());
        }
    }

    @Test
    void aFrozenUpsdIsALostOneUntilItGoesOn() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.upsd().freezeUpsd();
            ups.awaitTold("COMMBAD");
            ups.upsd().thawUpsd();
            ups.awaitTold("COMMOK");

            assertEquals(List.of("COMMBAD", "COMMOK"), ups.told());
            assertTrue(ups.upsjail().program().alive());
        }
    }

    @Test
    void aDispatcherThatWasFrozenStartsAnotherMonitorAndWatchesOn() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            RunningProgram dispatcher = ups.upsjail().program();
            long position = ups.upsjail().logPosition();
            dispatcher.kill("STOP");
            // Without orders the monitor ends itself.
            Polling.until(
                    "end of the monitor",
                    WatchedUps.SOON,
                    () -> dispatcher.runningChildren().stream().allMatch(RunningUpsjail::isWaiting));
            dispatcher.kill("CONT");
            ups.upsjail().awaitWatching(position);
            ups.says("OB");
            ups.awaitTold("ONBATT");

            assertEquals(List.of("NOPARENT", "ONBATT"), ups.told());
            assertTrue(dispatcher.alive());
        }
    }
}
