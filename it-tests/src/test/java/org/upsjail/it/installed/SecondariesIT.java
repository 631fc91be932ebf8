// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Hosts that share a UPS: who waits for whom. */
class SecondariesIT {

    private static final Duration SOON = WatchedUps.SOON;

    /** Far above {@link #SOON}: what comes soon did not come because this has passed. */
    private static final String LONG = "HOSTSYNC 600";

    @Test
    void thePrimaryGoesDownOnceItsSecondaryHas() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup ofPrimary = Setup.quick().upsmon(LONG).primaryOf(nut.system("dummy"));
                Setup ofSecondary = Setup.quick().upsmon(LONG).secondaryOf(nut.system("dummy"));
                RunningUpsjail primary = RunningUpsjail.start(ofPrimary);
                RunningUpsjail secondary = RunningUpsjail.start(ofSecondary)) {
            primary.awaitWatching();
            secondary.awaitWatching();
            nut.setStatus("dummy", "OB LB");
            int secondaryStatus = secondary.program().awaitExit(SOON);
            int primaryStatus = primary.program().awaitExit(SOON);

            assertEquals(0, secondaryStatus);
            assertEquals(0, primaryStatus);
            assertTrue(goingDown(secondary).nanos() < goingDown(primary).nanos());
            assertEquals(1, ofSecondary.handlers().count(HandlerCall.SHUTDOWN));
            assertEquals(1, ofPrimary.handlers().count(HandlerCall.SHUTDOWN));
            assertEquals(1, ofSecondary.handlers().count("FSD"));
            assertEquals("upsmon-shutdown-file", Files.readString(ofSecondary.flag()));
        }
    }

    @Test
    void aSecondaryThatNeverLogsOutIsWaitedForAndThenLeft() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.upsd().phantomLogin(ups.name(), 1);
            ups.says("OB LB");
            ups.awaitTold("SHUTDOWN_HOSTSYNC");
            boolean downTooSoon = ups.told(HandlerCall.SHUTDOWN) > 0;
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertFalse(downTooSoon);
            assertTrue(ups.upsd().fsdSet(ups.name()));
            ups.awaitSaid("host sync timer expired");
        }
    }

    @Test
    void aSecondaryIsWaitedForThoughTheConnectionIsLost() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary("HOSTSYNC 8")) {
            ups.upsd().phantomLogin(ups.name(), 1);
            ups.says("OB LB");
            Polling.until("FSD", SOON, () -> ups.upsd().fsdSet(ups.name()));
            ups.upsd().stopListening();
            ups.upsd().dropConnections();
            ups.awaitTold("COMMBAD");
            ups.awaitTold(HandlerCall.SHUTDOWN);

            ups.awaitSaid("host sync timer expired");
        }
    }

    @Test
    void aSecondaryWithoutWordOfItsPrimaryGoesDownAfterHostsync() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.secondary("HOSTSYNC 2")) {
            ups.says("OB LB");
            ups.awaitSaid("the primary gave no word");
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertFalse(ups.upsd().fsdSet(ups.name()));
            assertEquals(0, ups.told("FSD"));
        }
    }

    @Test
    void aSecondaryOnBatteryThatLosesUpsdGoesDown() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.secondary("DEADTIME 1", "HOSTSYNC 3")) {
            ups.says("OB");
            ups.awaitTold("ONBATT");
            ups.upsd().stopListening();
            ups.upsd().dropConnections();
            ups.awaitSaid("not heard of for more than DEADTIME, and the primary gave no word");
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertEquals(1, ups.told("COMMBAD"));
        }
    }

    @Test
    void aSecondaryGoesDownAtOnceWhenFsdIsSetEvenOnLine() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.secondary(LONG)) {
            ups.upsd().setFsd(ups.name());
            int status = ups.awaitEnd();

            assertEquals(0, status);
            assertEquals(1, ups.told("FSD"));
            assertEquals(1, ups.told(HandlerCall.SHUTDOWN));
        }
    }

    /** When it began to: all is said and done before it ends. */
    private static OutputLine goingDown(RunningUpsjail upsjail) throws InterruptedException, NotSeenException {
        return upsjail.program().awaitLine("executing automatic power-fail shutdown", SOON);
    }
}
