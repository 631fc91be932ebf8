// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.boot.PairHosts.DISPATCHER;
import static org.upsjail.it.boot.PairHosts.MONITOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.pack.BuiltPackage;
import org.upsjail.it.root.DebianRelease;
import org.upsjail.it.root.DebianRoot;

/** The package on a host that nut-monitor watches: installed, removed and purged under a systemd that runs. */
@Tag("boot")
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PairTakeoverIT {

    private static final String UPSMON = "nut-monitor.service";

    private static final String OURS_LEFT =
            "find /etc /usr /var/lib /run -xdev -name '*upsjail*'; dpkg-divert --list '*upsmon*'";

    private final DebianRelease release;

    PairTakeoverIT(DebianRelease release) {
        this.release = release;
    }

    @Test
    void thePackageTakesOverFromUpsmonAndGivesBackWhenItIsRemovedAndLeavesNothing()
            throws IOException, InterruptedException {
        try (BootedHost host = watchedByUpsmon()) {
            run(host, BuiltPackage.INSTALL);
            PairHosts.awaitStatus("ONLINE", host);
            assertEquals("active\nactive", states(host, DISPATCHER, MONITOR));
            assertEquals("inactive", states(host, UPSMON));
            assertEquals(
                    "disabled", host.tried("systemctl", "is-enabled", UPSMON).text());
            assertEquals(
                    "enabled", host.tried("systemctl", "is-enabled", DISPATCHER).text());

            run(host, "dpkg --remove upsjail");
            assertEquals("active", states(host, UPSMON));
            assertEquals(
                    "enabled", host.tried("systemctl", "is-enabled", UPSMON).text());
            assertEquals("inactive\ninactive", states(host, DISPATCHER, MONITOR));

            run(host, "dpkg --purge upsjail; rm /root/upsjail.deb");
            assertEquals("", host.tried("/bin/sh", "-c", OURS_LEFT).text());
            assertEquals("active", states(host, UPSMON));
        }
    }

    @Test
    void upsmonGoesOnWhereTheConfigurationWouldBeRefused() throws IOException, InterruptedException {
        try (BootedHost host = watchedByUpsmon()) {
            long upsmon = host.mainPid(UPSMON);
            Files.writeString(host.file("/etc/nut/upsmon.conf"), "NONSENSE\n", StandardOpenOption.APPEND);
            String said = run(host, BuiltPackage.INSTALL);

            assertFalse(said.contains("upsjail-archive: "), said);
            assertTrue(said.contains("unknown directive NONSENSE"), said);
            assertEquals(upsmon, host.mainPid(UPSMON));
            assertEquals("inactive\ninactive", states(host, DISPATCHER, MONITOR));
        }
    }

    @Test
    void upsmonIsStartedAgainWhereTheMonitorRefuses() throws IOException, InterruptedException {
        try (BootedHost host = watchedByUpsmon()) {
            host.tried("mkdir", "-p", "/etc/systemd/system/upsjail-monitor.service.d");
            // Too few capabilities for a jail, which only the start shows.
            Files.writeString(
                    host.file("/etc/systemd/system/upsjail-monitor.service.d/wrong.conf"),
                    "[Service]\nCapabilityBoundingSet=\n");
            String said = run(host, BuiltPackage.INSTALL);

            assertTrue(said.contains("upsmon watches this host"), said);
            assertEquals("active", states(host, UPSMON));
            assertEquals(
                    "enabled", host.tried("systemctl", "is-enabled", UPSMON).text());
            assertEquals("inactive", states(host, DISPATCHER));
        }
    }

    private BootedHost watchedByUpsmon() throws IOException, InterruptedException {
        DebianRoot root = DebianRoot.pristine(release);
        BootedHost host = new BootedHost(root);
        try {
            new NutFiles(root.path()).lay();
            BuiltPackage.built().copyTo(root);
            host.boot();
            host.awaitOutput("active", "systemctl", "is-active", UPSMON);
            return host;
        } catch (IOException | InterruptedException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private static String run(BootedHost host, String script) throws IOException, InterruptedException {
        HostCommand said = host.tried(PairHosts.PACKAGE_LIMIT, "/bin/sh", "-c", script);
        assertEquals(0, said.status(), said.text());
        return said.text();
    }

    private static String states(BootedHost host, String... units) throws IOException, InterruptedException {
        String[] command = new String[units.length + 2];
        command[0] = "systemctl";
        command[1] = "is-active";
        System.arraycopy(units, 0, command, 2, units.length);
        return host.tried(command).text();
    }
}
