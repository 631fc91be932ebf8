// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** When a host may stay up: enough supplies, no word at all, a login refused. */
class SuppliesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void oneGoodSupplyOfTwoIsEnoughAndNoneIsNot() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("left", "right");
                Setup setup = Setup.quick().primaryOf(upsd.system("left")).primaryOf(upsd.system("right"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setStatus("left", "OB LB");
            setup.handlers().await(call -> call.is("LOWBATT", upsd.system("left")), SOON);
            upsd.setStatus("right", "OB");
            setup.handlers().await(call -> call.is("ONBATT", upsd.system("right")), SOON);
            upsd.setStatus("right", "OL");
            setup.handlers().await(call -> call.is("ONLINE", upsd.system("right")), SOON);
            boolean shutDown = upsd.fsdSet("left") || calls(setup, "SHUTDOWN") > 0;
            upsd.setStatus("right", "OB LB");
            int status = upsjail.program().awaitExit(SOON);

            assertFalse(shutDown);
            assertEquals(0, status);
            assertEquals(1, calls(setup, HandlerCall.SHUTDOWN));
            assertTrue(upsd.fsdSet("left"));
            assertTrue(upsd.fsdSet("right"));
        }
    }

    @Test
    void silenceOnLineIsToldAgainAndAgainAndIsNoReasonToShutDown() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup =
                        Setup.quick().upsmon("NOCOMMWARNTIME 1", "DEADTIME 1").primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.killUpsd();
            setup.handlers().await(call -> call.is("COMMBAD"), SOON);
            setup.handlers().await(call -> call.is("NOCOMM"), SOON);
            int told = setup.handlers().calls().size();
            setup.handlers().awaitFrom(told, call -> call.is("NOCOMM"), SOON);
            nut.startUpsd();
            setup.handlers().await(call -> call.is("COMMOK"), SOON);

            assertEquals(1, calls(setup, "COMMBAD"));
            assertEquals(0, calls(setup, "SHUTDOWN"));
            assertTrue(upsjail.program().alive());
        }
    }

    @Test
    void aWrongPasswordIsSaidAndTheUpsIsWatchedAllTheSame() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().upsmon("MONITOR " + nut.system("dummy") + " 1 prim wrong primary");
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsjail.program().awaitLine("LOGIN refused: ACCESS-DENIED", SOON);
            nut.setStatus("dummy", "OB");
            setup.handlers().await(call -> call.is("ONBATT", nut.system("dummy")), SOON);

            assertEquals(0, calls(setup, "COMMBAD"));
        }
    }

    private static long calls(Setup setup, String type) throws IOException {
        return setup.handlers().calls().stream().filter(call -> call.is(type)).count();
    }
}
