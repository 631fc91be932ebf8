// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** upsd never takes back FSD: what a host does that starts and finds it set. */
class LatchedFsdIT {

    private static final Duration SOON = WatchedUps.SOON;

    /** Far above {@link #SOON}. */
    private static final String LONG_GRACE = "FSDGRACE 600";

    @Test
    void aHostThatCameBackTooSoonGoesDownAgainAfterTheGrace() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().upsjail("FSDGRACE 2").primaryOf(nut.system("dummy"))) {
            try (RunningUpsjail first = RunningUpsjail.start(setup)) {
                first.awaitWatching();
                nut.setStatus("dummy", "OB LB");
                assertEquals(0, first.program().awaitExit(SOON));
            }
            nut.setStatus("dummy", "OL");
            nut.awaitVariable("dummy", "ups.status", "FSD OL", SOON);
            try (RunningUpsjail second = RunningUpsjail.start(setup)) {
                second.program().awaitLine("had FSD set .* before this start", RunningUpsjail.START_LIMIT);
                assertEquals(0, second.program().awaitExit(SOON));
            }

            assertEquals(2, setup.handlers().count(HandlerCall.SHUTDOWN));
        }
    }

    @Test
    void restartingUpsdWithinTheGraceKeepsTheHostUp() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().upsjail(LONG_GRACE).primaryOf(upsd.system("ups"))) {
            upsd.setFsd("ups");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsd.restart();
                setup.handlers().await(call -> call.is("COMMOK"), SOON);
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT"), SOON);
                upsd.setStatus("ups", "OL");
                setup.handlers().await(call -> call.is("ONLINE"), SOON);

                assertEquals(0, setup.handlers().count("SHUTDOWN"));
            }
        }
    }

    @Test
    void onBatteryThereIsNoGrace() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().upsjail(LONG_GRACE).primaryOf(upsd.system("ups"))) {
            upsd.setFsd("ups");
            upsd.setStatus("ups", "OB");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                int status = upsjail.program().awaitExit(RunningUpsjail.START_LIMIT);

                assertEquals(0, status);
                assertEquals(1, setup.handlers().count(HandlerCall.SHUTDOWN));
            }
        }
    }
}
