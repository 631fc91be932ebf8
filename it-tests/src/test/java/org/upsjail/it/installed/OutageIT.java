// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;

/** The life of a power failure, on Debian's upsd and dummy-ups. */
class OutageIT {

    @Test
    void batteryAndBackIsToldByTheHandlerAsItsOwnAccount() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.says("OB");
            HandlerCall onBattery = ups.awaitTold("ONBATT");
            ups.says("OL");
            HandlerCall onLine = ups.awaitTold("ONLINE");

            assertEquals(ups.system(), onBattery.ups());
            assertEquals("UPS " + ups.system() + " on battery", onBattery.message());
            assertEquals("UPS " + ups.system() + " on line power", onLine.message());
            assertEquals(1, onBattery.arguments());
            assertNotEquals(0, onBattery.uid());
            assertEquals(2, ups.told().size());
        }
    }

    @Test
    void lowBatterySetsFsdAtUpsdAndRunsTheShutdownCommandOnce() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.says("OB LB");
            HandlerCall shutdown = ups.awaitTold(HandlerCall.SHUTDOWN);
            int status = ups.awaitEnd();

            assertEquals(0, status);
            assertEquals(0, shutdown.uid());
            assertEquals(Optional.of("FSD OB LB"), ups.upsd().upsc(ups.name(), "ups.status"));
            assertEquals("upsmon-shutdown-file", Files.readString(ups.setup().flag()));
            assertEquals(1, ups.told(HandlerCall.SHUTDOWN));
            assertEquals(1, ups.told("ONBATT"));
            assertEquals(1, ups.told("LOWBATT"));
            assertEquals(1, ups.told("FSD"));
            assertEquals(1, ups.told("SHUTDOWN"));
        }
    }

    @Test
    void lossAndReturnOfUpsdIsTold() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.upsd().killUpsd();
            HandlerCall lost = ups.awaitTold("COMMBAD");
            ups.upsd().startUpsd();
            HandlerCall back = ups.awaitTold("COMMOK");

            assertEquals("Communications with UPS " + ups.system() + " lost", lost.message());
            assertEquals("Communications with UPS " + ups.system() + " established", back.message());
            assertEquals(1, ups.told("COMMBAD"));
            assertEquals(0, ups.told(HandlerCall.SHUTDOWN));
        }
    }

    @Test
    void lossOfUpsdOnBatteryEndsInAShutdown() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.says("OB");
            ups.awaitTold("ONBATT");
            ups.upsd().killUpsd();
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertEquals(1, ups.told("COMMBAD"));
        }
    }
}
