// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.boot.PairBootIT.count;
import static org.upsjail.it.boot.PairHosts.DISPATCHER;
import static org.upsjail.it.boot.PairHosts.MONITOR;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.root.DebianRelease;

/** What is announced, and whether the host still goes down, when much is lost at once or what the pair stands on is. */
@Tag("boot")
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PairLossesIT {

    private static final String ONBATT = "UPS test@127.0.0.1 on battery";
    private static final String ONLINE = "UPS test@127.0.0.1 on line power";
    private static final String JOURNAL = "/var/lib/upsjail/pair-journal";

    @RegisterExtension
    private static final PairHosts hosts = new PairHosts();

    PairLossesIT(DebianRelease release) throws IOException, InterruptedException {
        hosts.areOf(release);
    }

    @Test
    void bothUnitsKilledAtOnceComeBackAndGoOnWithWhatWasKnown() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            killBothOnBattery(host);
            host.upsSays("OL");
            host.awaitOutput(ONLINE, "journalctl", "-q", "-t", "upsjail");

            assertEquals(1, count(host.journal(), ONBATT), host.journal());
            assertEquals(1, count(host.journal(), ": ONBATT nut 0"), host.journal());
        }
    }

    @Test
    void aHostOnBatteryGoesDownThoughBothUnitsWereKilled() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            killBothOnBattery(host);
            host.upsSays("OB LB");
            host.awaitPowerOff();

            assertDown(host);
            assertEquals(1, count(host.journal(), ONBATT), host.journal());
        }
    }

    @Test
    void anUpsdThatIsKilledIsAnnouncedAndItsReturnToo() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            long monitor = host.mainPid(MONITOR);
            killUpsd(host);
            host.awaitOutput("Communications with UPS test@127.0.0.1 lost", "journalctl", "-q", "-t", "upsjail");
            host.tried("systemctl", "start", "nut-server.service");
            host.awaitOutput("Communications with UPS test@127.0.0.1 established", "journalctl", "-q", "-t", "upsjail");

            PairHosts.awaitStatus("ONLINE", host);
            assertEquals(monitor, host.mainPid(MONITOR));
        }
    }

    @Test
    void aHostOnBatteryGoesDownAfterDeadTimeThoughItsUpsdWasKilled() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            onBattery(host);
            killUpsd(host);
            host.awaitPowerOff();

            assertDown(host);
        }
    }

    @Test
    void aFullDiskUnderTheJournalIsSaidAndStopsNeitherAnnouncementNorShutdown()
            throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            host.tried("systemctl", "stop", DISPATCHER);
            host.tried("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", JOURNAL);
            assertEquals(0, host.tried("systemctl", "start", DISPATCHER).status(), host.journal());
            PairHosts.awaitStatus("ONLINE", host);
            host.tried("dd", "if=/dev/zero", "of=" + JOURNAL + "/filling", "bs=4k");
            onBattery(host);
            host.upsSays("OB LB");
            host.awaitPowerOff();

            assertDown(host);
            assertTrue(host.journal().contains("the journal cannot be written"), host.journal());
            assertTrue(host.journal().contains(": LOWBATT nut 0"), host.journal());
        }
    }

    @Test
    void aJournaldThatIsRestartedLosesNoAnnouncementAndStopsNoShutdown() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            long monitor = host.mainPid(MONITOR);
            long dispatcher = host.mainPid(DISPATCHER);
            host.tried("systemctl", "restart", "systemd-journald.service");
            onBattery(host);
            assertEquals(monitor, host.mainPid(MONITOR));
            assertEquals(dispatcher, host.mainPid(DISPATCHER));
            host.upsSays("OB LB");
            host.awaitPowerOff();

            assertDown(host);
            PairBootIT.assertInOrder(host.journal(), List.of(ONBATT, "battery is low", "running SHUTDOWNCMD"));
        }
    }

    /** Each way of starting has a journal of its own, and the command shows the one in use. */
    @Test
    void aHostGoesFromThePairToOneServiceAndBackAndKeepsAJournalEachTime() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            onBattery(host);
            host.tried("systemctl", "stop", DISPATCHER);
            host.tried("systemd-run", "--unit=one", "/usr/sbin/upsjail", "-F");
            PairHosts.awaitStatus("ONBATT", host);
            host.upsSays("OL");
            host.awaitOutput("ONLINE", "upsjail", "journal");
            host.tried("systemctl", "stop", "one.service");
            assertEquals(0, host.tried("systemctl", "start", DISPATCHER).status(), host.journal());
            PairHosts.awaitStatus("ONLINE", host);
            host.upsSays("OB LB");
            host.awaitOutput("LOWBATT", "upsjail", "journal");

            assertFalse(host.journal().contains("no journal is kept"), host.journal());
        }
    }

    private static void onBattery(BootedHost host) throws IOException, InterruptedException {
        host.upsSays("OB");
        host.awaitOutput(": ONBATT nut 0", "journalctl", "-q", "-t", "handler");
    }

    private static void killBothOnBattery(BootedHost host) throws IOException, InterruptedException {
        onBattery(host);
        long monitor = host.mainPid(MONITOR);
        long dispatcher = host.mainPid(DISPATCHER);
        host.tried("kill", "-KILL", Long.toString(monitor), Long.toString(dispatcher));
        PairHosts.awaitAnotherMonitor("ONBATT", host, monitor);
    }

    /** Its unit does not restart it. */
    private static void killUpsd(BootedHost host) throws IOException, InterruptedException {
        host.tried("systemctl", "kill", "--signal=KILL", "nut-server.service");
    }

    private static void assertDown(BootedHost host) throws IOException, InterruptedException {
        assertEquals("upsmon-shutdown-file", Files.readString(host.file("/etc/killpower")), host.journal());
        assertEquals(1, count(host.journal(), "upsjail-shutdown: running SHUTDOWNCMD"), host.journal());
    }
}
