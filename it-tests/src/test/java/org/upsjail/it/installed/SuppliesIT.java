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

    private static final Duration SOON = WatchedUps.SOON;

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
            boolean shutDown = upsd.fsdSet("left") || setup.handlers().count("SHUTDOWN") > 0;
            upsd.setStatus("right", "OB LB");
            int status = upsjail.program().awaitExit(SOON);

            assertFalse(shutDown);
            assertEquals(0, status);
            assertEquals(1, setup.handlers().count(HandlerCall.SHUTDOWN));
            assertTrue(upsd.fsdSet("left"));
            assertTrue(upsd.fsdSet("right"));
        }
    }

    @Test
    void fsdIsSetOnAUpsThatFeedsOnlyOthers() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ours", "others");
                Setup setup = Setup.quick().primaryOf(upsd.system("ours"))) {
            setup.upsmon("MONITOR " + upsd.system("others") + " 0 prim pp primary");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsd.setStatus("ours", "OB LB");

                assertEquals(0, upsjail.program().awaitExit(SOON));
                assertTrue(upsd.fsdSet("ours"));
                assertTrue(upsd.fsdSet("others"));
            }
        }
    }

    @Test
    void silenceOnLineIsToldAgainAndAgainAndIsNoReasonToShutDown() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut("NOCOMMWARNTIME 1", "DEADTIME 1")) {
            ups.upsd().killUpsd();
            ups.awaitTold("COMMBAD");
            ups.awaitTold("NOCOMM");
            int told = ups.setup().handlers().calls().size();
            ups.setup().handlers().awaitFrom(told, call -> call.is("NOCOMM"), SOON);
            ups.upsd().startUpsd();
            ups.awaitTold("COMMOK");

            assertEquals(1, ups.told("COMMBAD"));
            assertEquals(0, ups.told("SHUTDOWN"));
            assertTrue(ups.upsjail().program().alive());
        }
    }

    @Test
    void aWrongPasswordIsSaidAndTheUpsIsWatchedAllTheSame() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().upsmon("MONITOR " + nut.system("dummy") + " 1 prim wrong primary");
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsjail.program().awaitLine("LOGIN refused: ACCESS-DENIED", SOON);
            upsjail.program().awaitLine("UPS " + nut.system("dummy") + ": this host is not logged in", SOON);
            nut.setStatus("dummy", "OB");
            setup.handlers().await(call -> call.is("ONBATT", nut.system("dummy")), SOON);

            assertEquals(0, setup.handlers().count("COMMBAD"));
        }
    }
}
