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
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Hosts that share a UPS: who waits for whom. */
class SecondariesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

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
            assertEquals(1, calls(ofSecondary, HandlerCall.SHUTDOWN));
            assertEquals(1, calls(ofPrimary, HandlerCall.SHUTDOWN));
            assertEquals(1, calls(ofSecondary, "FSD"));
            assertEquals("upsmon-shutdown-file", Files.readString(ofSecondary.flag()));
        }
    }

    @Test
    void aSecondaryThatNeverLogsOutIsWaitedForAndThenLeft() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.phantomLogin("ups", 1);
            upsd.setStatus("ups", "OB LB");
            setup.handlers().await(call -> call.is("SHUTDOWN_HOSTSYNC"), SOON);
            boolean downTooSoon = calls(setup, HandlerCall.SHUTDOWN) > 0;
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), SOON);

            assertFalse(downTooSoon);
            assertTrue(upsd.fsdSet("ups"));
            upsjail.program().awaitLine("host sync timer expired", SOON);
        }
    }

    @Test
    void aSecondaryWithoutWordOfItsPrimaryGoesDownAfterHostsync() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().upsmon("HOSTSYNC 2").secondaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setStatus("ups", "OB LB");
            upsjail.program().awaitLine("the primary gave no word", SOON);
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), SOON);

            assertFalse(upsd.fsdSet("ups"));
            assertEquals(0, calls(setup, "FSD"));
        }
    }

    @Test
    void aSecondaryOnBatteryThatLosesUpsdGoesDown() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().upsmon("DEADTIME 1", "HOSTSYNC 3").secondaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setStatus("ups", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);
            upsd.stopListening();
            upsd.dropConnections();
            upsjail.program().awaitLine("not heard of for more than DEADTIME, and the primary gave no word", SOON);
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), SOON);

            assertEquals(1, calls(setup, "COMMBAD"));
        }
    }

    @Test
    void aSecondaryGoesDownAtOnceWhenFsdIsSetEvenOnLine() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().upsmon(LONG).secondaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setFsd("ups");
            int status = upsjail.program().awaitExit(SOON);

            assertEquals(0, status);
            assertEquals(1, calls(setup, "FSD"));
            assertEquals(1, calls(setup, HandlerCall.SHUTDOWN));
        }
    }

    private static long calls(Setup setup, String type) throws IOException {
        return setup.handlers().calls().stream().filter(call -> call.is(type)).count();
    }

    /** When it began to: all is said and done before it ends. */
    private static OutputLine goingDown(RunningUpsjail upsjail) throws InterruptedException, NotSeenException {
        return upsjail.program().awaitLine("executing automatic power-fail shutdown", SOON);
    }
}
