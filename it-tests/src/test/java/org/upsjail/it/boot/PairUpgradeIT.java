// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.boot.PairHosts.DISPATCHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.pack.BuiltPackage;
import org.upsjail.it.root.DebianRelease;
import org.upsjail.it.root.DebianRoot;

/** A newer package over one that runs, while the UPS goes on and off line. */
@Tag("boot")
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PairUpgradeIT {

    private static final String ONBATT = "UPS test@127.0.0.1 on battery";
    private static final String ONLINE = "UPS test@127.0.0.1 on line power";

    /** More than one before the swap, the swap, and more than one after it: an upgrade takes some twenty seconds. */
    private static final int CHANGES_AT_LEAST = 6;

    @RegisterExtension
    private static final PairHosts hosts = new PairHosts();

    PairUpgradeIT(DebianRelease release) throws IOException, InterruptedException {
        hosts.areOf(release);
    }

    @Test
    void everyChangeOfTheUpsIsToldOnceThoughThePackageIsUpgradedMeanwhile() throws IOException, InterruptedException {
        try (BootedHost host = hostWithNewerPackage()) {
            long before = host.mainPid(DISPATCHER);
            beginUpgrade(host);
            int changes = 0;
            boolean upgrading = true;
            while (upgrading || changes < CHANGES_AT_LEAST || changes % 2 != 0) {
                changes++;
                boolean onBattery = changes % 2 != 0;
                host.upsSays(onBattery ? "OB" : "OL");
                awaitCount((changes + 1) / 2, onBattery ? ONBATT : ONLINE, host);
                upgrading = upgrading
                        && host.tried("systemctl", "is-active", "upgrade.service")
                                        .status()
                                == 0;
            }

            String journal = host.journal();
            assertEquals(changes / 2, PairBootIT.count(journal, ONBATT), journal);
            assertEquals(changes / 2, PairBootIT.count(journal, ONLINE), journal);
            assertEquals(changes / 2, handled("ONBATT", journal), journal);
            assertEquals(changes / 2, handled("ONLINE", journal), journal);
            assertNotEquals(before, host.mainPid(DISPATCHER));
            assertEquals(
                    "99",
                    host.tried("dpkg-query", "-Wf", "${Version}", "upsjail").text());
        }
    }

    /** The whole change falls into the time in which nobody watches. */
    @Test
    void powerThatReturnsDuringTheSwapIsToldAndAFailureThatGoesOnIsNotToldAgain()
            throws IOException, InterruptedException {
        try (BootedHost host = hostWithNewerPackage()) {
            host.upsSays("OB");
            awaitCount(1, ONBATT, host);
            beginUpgrade(host);
            host.awaitOutput("]: stopping", "journalctl", "-q", "-t", "upsjail");
            host.upsSays("OL");
            awaitCount(1, ONLINE, host);

            assertEquals(1, PairBootIT.count(host.journal(), ONBATT), host.journal());
        }
    }

    @Test
    void anUpgradeWithAConfigurationThatWouldBeRefusedLeavesTheOldOneRunning()
            throws IOException, InterruptedException {
        try (BootedHost host = hostWithNewerPackage()) {
            long before = host.mainPid(DISPATCHER);
            Files.writeString(host.file("/etc/nut/upsmon.conf"), "NONSENSE\n", StandardOpenOption.APPEND);
            HostCommand said = host.tried(PairHosts.PACKAGE_LIMIT, "/bin/sh", "-c", BuiltPackage.INSTALL_NEWER);

            assertEquals(0, said.status(), said.text());
            assertTrue(said.text().contains("what runs is left running"), said.text());
            assertEquals(before, host.mainPid(DISPATCHER));
            PairHosts.awaitStatus("ONLINE", host);
        }
    }

    private static BootedHost hostWithNewerPackage() throws IOException, InterruptedException {
        DebianRoot root = hosts.copy();
        BootedHost host = new BootedHost(root);
        try {
            BuiltPackage.makeNewer(root);
            host.boot();
            PairHosts.awaitStatus("ONLINE", host);
            return host;
        } catch (IOException | InterruptedException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private static void beginUpgrade(BootedHost host) throws IOException, InterruptedException {
        host.tried("systemd-run", "--quiet", "--unit=upgrade", "/bin/sh", "-c", BuiltPackage.INSTALL_NEWER);
    }

    private static void awaitCount(int wanted, String line, BootedHost host) throws IOException, InterruptedException {
        host.await("'" + line + "' " + wanted + " times", () -> PairBootIT.count(host.journal(), line) >= wanted);
    }

    private static long handled(String type, String journal) {
        return journal.lines()
                .filter(line -> line.contains(": " + type + " nut 0") && !line.endsWith("repeated"))
                .count();
    }
}
