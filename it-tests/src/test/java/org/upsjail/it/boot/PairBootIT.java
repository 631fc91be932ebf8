// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.root.DebianRelease;

/** The paired units, started by a systemd that has booted, with Debian's upsd and dummy-ups beside them. */
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PairBootIT {

    @RegisterExtension
    private static final PairHosts hosts = new PairHosts();

    PairBootIT(DebianRelease release) throws IOException, InterruptedException {
        hosts.areOf(release);
    }

    @Test
    void bothUnitsAreUpAfterABootTheJailIsProvedAndNobodyIsRoot() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            String status = PairHosts.awaitStatus("ONLINE", host);

            assertTrue(status.contains("jail proved by itself and checked from outside"), status);
            assertEquals("nut", accountOf(host, PairHosts.DISPATCHER));
            assertEquals("upsjail", accountOf(host, PairHosts.MONITOR));
            assertEquals("", host.tried("pgrep", "-u", "root", "-x", "java").text());
            host.awaitOutput("the monitor is jailed", "systemctl", "show", "-p", "StatusText", "upsjail-dispatcher");
        }
    }

    @Test
    void theFlagOfAnEarlierShutdownIsGoneOnceTheHostIsWatched() throws IOException, InterruptedException {
        try (BootedHost host = hosts.prepared()) {
            Files.writeString(host.file("/etc/killpower"), "upsmon-shutdown-file");
            host.boot();
            PairHosts.awaitStatus("ONLINE", host);

            assertFalse(Files.exists(host.file("/etc/killpower")));
            assertEquals(
                    1, count(host.journal(), "removed the power-down flag of an earlier shutdown, /etc/killpower"));
        }
    }

    /** The story of a power failure: each line after the one before it. */
    @Test
    void aPowerFailureEndsWithTheFlagWrittenAndTheMachineOff() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            host.upsSays("OB");
            PairHosts.awaitStatus("ONBATT", host);
            host.upsSays("OB LB");
            host.awaitPowerOff();

            assertInOrder(
                    host.journal(),
                    List.of(
                            "UPS test@127.0.0.1 on battery",
                            ": ONBATT nut 0",
                            "UPS test@127.0.0.1 battery is low",
                            "initiating forced shutdown",
                            "executing automatic power-fail shutdown",
                            "upsjail-shutdown: POWERDOWNFLAG /etc/killpower is written",
                            "upsjail-shutdown: running SHUTDOWNCMD",
                            "Stopped upsjail-dispatcher.service",
                            "Reached target poweroff.target"));
            assertEquals("upsmon-shutdown-file", Files.readString(host.file("/etc/killpower")));
            assertEquals(1, count(host.journal(), "upsjail-shutdown: running SHUTDOWNCMD"));
        }
    }

    private static String accountOf(BootedHost host, String unit) throws IOException, InterruptedException {
        return host.tried("ps", "-o", "user=", "-p", Long.toString(host.mainPid(unit)))
                .text();
    }

    static void assertInOrder(String journal, List<String> lines) {
        int from = 0;
        for (String line : lines) {
            int found = journal.indexOf(line, from);
            assertTrue(found >= 0, () -> "'" + line + "' does not come, or too early, in\n" + journal);
            from = found + line.length();
        }
    }

    static long count(String journal, String line) {
        return journal.lines().filter(each -> each.contains(line)).count();
    }
}
