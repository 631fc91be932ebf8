// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;

/** The life of a power failure, on Debian's upsd and dummy-ups. */
class OutageIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void batteryAndBackIsToldByTheHandlerAsItsOwnAccount() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.setStatus("dummy", "OB");
            HandlerCall onBattery = setup.handlers().await(call -> call.is("ONBATT", nut.system("dummy")), SOON);
            nut.setStatus("dummy", "OL");
            HandlerCall onLine = setup.handlers().await(call -> call.is("ONLINE", nut.system("dummy")), SOON);

            assertEquals("UPS " + nut.system("dummy") + " on battery", onBattery.message());
            assertEquals("UPS " + nut.system("dummy") + " on line power", onLine.message());
            assertEquals(1, onBattery.arguments());
            assertNotEquals(0, onBattery.uid());
            assertEquals(2, setup.handlers().calls().size());
        }
    }

    @Test
    void lowBatterySetsFsdAtUpsdAndRunsTheShutdownCommandOnce() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.setStatus("dummy", "OB LB");
            HandlerCall shutdown = setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), SOON);
            int status = upsjail.program().awaitExit(SOON);

            assertEquals(0, status);
            assertEquals(0, shutdown.uid());
            assertEquals(Optional.of("FSD OB LB"), nut.upsc("dummy", "ups.status"));
            assertEquals("upsmon-shutdown-file", Files.readString(setup.flag()));
            assertEquals(1, setup.handlers().calls(HandlerCall.SHUTDOWN, "").size());
            List<String> told =
                    setup.handlers().calls().stream().map(HandlerCall::type).toList();
            assertEquals(1, told.stream().filter("ONBATT"::equals).count());
            assertEquals(1, told.stream().filter("LOWBATT"::equals).count());
            assertEquals(1, told.stream().filter("FSD"::equals).count());
            assertEquals(1, told.stream().filter("SHUTDOWN"::equals).count());
        }
    }

    @Test
    void lossAndReturnOfUpsdIsTold() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.killUpsd();
            setup.handlers().await(call -> call.is("COMMBAD", nut.system("dummy")), SOON);
            nut.startUpsd();
            setup.handlers().await(call -> call.is("COMMOK", nut.system("dummy")), SOON);

            assertEquals(
                    1, setup.handlers().calls("COMMBAD", nut.system("dummy")).size());
            assertEquals(0, setup.handlers().calls(HandlerCall.SHUTDOWN, "").size());
        }
    }

    @Test
    void lossOfUpsdOnBatteryEndsInAShutdown() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.setStatus("dummy", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);
            nut.killUpsd();
            setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), SOON);

            assertEquals(
                    1, setup.handlers().calls("COMMBAD", nut.system("dummy")).size());
        }
    }
}
