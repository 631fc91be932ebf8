// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.root.DebianRelease;

/** Two machines that hang on one UPS: the one with upsd, and one that watches it over a veth link. */
@Tag("boot")
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PairSecondaryIT {

    private static final String PRIMARY_ADDRESS = "192.0.2.1";
    private static final String SECONDARY_ADDRESS = "192.0.2.2";
    private static final String FINAL_SECONDS = "executing automatic power-fail shutdown";
    private static final String TIMER_EXPIRED = "host sync timer expired";

    @RegisterExtension
    private static final PairHosts hosts = new PairHosts();

    PairSecondaryIT(DebianRelease release) throws IOException, InterruptedException {
        hosts.areOf(release);
    }

    @Test
    void theSecondaryIsDownBeforeThePrimaryLetsGo() throws IOException, InterruptedException {
        try (BootedHost primary = hosts.prepared();
                BootedHost secondary = hosts.prepared()) {
            bootLinked(primary, secondary);
            primary.upsSays("OB LB");
            secondary.awaitPowerOff();
            primary.awaitPowerOff();

            PairBootIT.assertInOrder(
                    secondary.journal(),
                    List.of("forced shutdown", FINAL_SECONDS, "running SHUTDOWNCMD", "Reached target poweroff.target"));
            assertTrue(
                    secondary.loggedAt("Stopped upsjail-dispatcher.service").isBefore(primary.loggedAt(FINAL_SECONDS)),
                    primary.journal());
            assertTrue(
                    secondary
                            .loggedAt("Reached target poweroff.target")
                            .isBefore(primary.loggedAt("upsjail-shutdown: running SHUTDOWNCMD")),
                    primary.journal());
            assertFalse(primary.journal().contains(TIMER_EXPIRED), primary.journal());
        }
    }

    @Test
    void aSecondaryThatIsCutOffOnBatteryGoesDownByItselfAndThePrimaryWaitsForItNoLongerThanHostsync()
            throws IOException, InterruptedException {
        try (BootedHost primary = hosts.prepared();
                BootedHost secondary = hosts.prepared()) {
            bootLinked(primary, secondary);
            primary.upsSays("OB");
            PairHosts.awaitStatus("ONBATT", primary);
            PairHosts.awaitStatus("ONBATT", secondary);
            secondary.cutLink();
            primary.upsSays("OB LB");
            primary.awaitPowerOff();
            secondary.awaitPowerOff();

            assertTrue(primary.journal().contains(TIMER_EXPIRED), primary.journal());
        }
    }

    private static void bootLinked(BootedHost primary, BootedHost secondary) throws IOException, InterruptedException {
        // The secondary logs out when systemd stops it, and has this long to its end.
        new NutFiles(primary.file("/")).finalDelay(10);
        new NutFiles(secondary.file("/")).watchAsSecondary(PRIMARY_ADDRESS);
        primary.boot();
        secondary.boot();
        BootedHost.link(primary, PRIMARY_ADDRESS + "/24", secondary, SECONDARY_ADDRESS + "/24");
        PairHosts.awaitStatus("ONLINE", primary);
        PairHosts.awaitStatus("ONLINE", secondary);
        primary.awaitOutput("User guest@" + SECONDARY_ADDRESS + " logged into UPS", "journalctl", "-q", "-t", "upsd");
    }
}
