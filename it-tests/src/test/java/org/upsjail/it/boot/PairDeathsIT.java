// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.boot.PairHosts.DISPATCHER;
import static org.upsjail.it.boot.PairHosts.MONITOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.root.DebianRelease;

/** What becomes of the pair when a part of it dies, hangs or is given something wrong. */
@Tag("boot")
@ParameterizedClass
@EnumSource(DebianRelease.class)
class PairDeathsIT {

    @RegisterExtension
    private static final PairHosts hosts = new PairHosts();

    PairDeathsIT(DebianRelease release) throws IOException, InterruptedException {
        hosts.areOf(release);
    }

    @Test
    void aMonitorThatIsKilledIsReplacedAndTheDispatcherStays() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            long dispatcher = host.mainPid(DISPATCHER);
            long killed = kill(host, "KILL", MONITOR);
            PairHosts.awaitAnotherMonitor("ONLINE", host, killed);

            assertEquals(dispatcher, host.mainPid(DISPATCHER));
        }
    }

    @Test
    void aDispatcherThatIsKilledComesBackWithAnotherMonitor() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            long monitor = host.mainPid(MONITOR);
            long killed = kill(host, "KILL", DISPATCHER);
            PairHosts.awaitAnotherMonitor("ONLINE", host, monitor);

            assertNotEquals(killed, host.mainPid(DISPATCHER));
        }
    }

    @Test
    void aMonitorThatHangsAndDoesNotEndTakesBothUnitsThroughARestart() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            long hung = kill(host, "STOP", MONITOR);
            PairHosts.awaitAnotherMonitor("ONLINE", host, hung);

            assertTrue(host.journal().contains("status=82"), host::toString);
        }
    }

    @Test
    void aHostOnBatteryGoesDownAfterDeadTimeThoughItsMonitorHangs() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            host.upsSays("OB");
            PairHosts.awaitStatus("ONBATT", host);
            kill(host, "STOP", MONITOR);
            host.awaitPowerOff();

            assertEquals("upsmon-shutdown-file", Files.readString(host.file("/etc/killpower")));
        }
    }

    /** What it still writes on waking is in the FIFO when the next one is waited for. */
    @Test
    void aMonitorThatStallsOnBatteryIsReplacedBeforeDeadTimeIsOver() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            host.upsSays("OB");
            PairHosts.awaitStatus("ONBATT", host);
            long stalled = kill(host, "STOP", MONITOR);
            host.awaitOutput("no heartbeat", "journalctl", "-u", DISPATCHER);
            host.tried("kill", "-CONT", Long.toString(stalled));
            PairHosts.awaitAnotherMonitor("ONBATT", host, stalled);

            String journal = host.journal();
            assertFalse(journal.contains("initiating forced shutdown"), journal);
            assertFalse(journal.contains("status=82"), journal);
        }
    }

    @Test
    void aSpoiltFileIsRefusedByReloadAndDoesNotKeepACrashedPairFromComingBack()
            throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            Files.writeString(host.file("/etc/nut/upsmon.conf"), "NONSENSE\n", StandardOpenOption.APPEND);
            int reload = host.tried("systemctl", "reload", DISPATCHER).status();
            long monitor = host.mainPid(MONITOR);
            kill(host, "KILL", DISPATCHER);
            PairHosts.awaitAnotherMonitor("ONLINE", host, monitor);

            assertNotEquals(0, reload);
            assertTrue(host.journal().contains("the one accepted before the crash is kept"), "it says so");
        }
    }

    @Test
    void aRestartWithASpoiltFileIsRefusedWithItsLine() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            Files.writeString(host.file("/etc/nut/upsmon.conf"), "NONSENSE\n", StandardOpenOption.APPEND);

            assertNotEquals(0, host.tried("systemctl", "restart", DISPATCHER).status());
            assertTrue(host.journal().contains("unknown directive NONSENSE"), "the journal has the line");
        }
    }

    @Test
    void aReloadGoesOverToTheNewFileWithAnotherMonitor() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            long before = host.mainPid(MONITOR);
            Path file = host.file("/etc/nut/upsmon.conf");
            Files.writeString(file, Files.readString(file).replace("DEADTIME 15", "DEADTIME 16"));

            assertEquals(0, host.tried("systemctl", "reload", DISPATCHER).status());
            PairHosts.awaitAnotherMonitor("ONLINE", host, before);
            assertTrue(host.journal().contains("configuration reloaded"), "the journal says so");
        }
    }

    @Test
    void aFifoThatOthersMayOpenIsRefusedWithTheRemedy() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            host.tried("systemctl", "stop", DISPATCHER);
            Path dropIn = Files.createDirectories(host.file("/etc/systemd/system/upsjail-frames.socket.d"));
            Files.writeString(dropIn.resolve("mode.conf"), "[Socket]\nSocketMode=0666\n");
            host.tried("systemctl", "daemon-reload");

            assertNotEquals(0, host.tried("systemctl", "start", DISPATCHER).status());
            assertTrue(
                    host.journal().contains("for the frames: its mode 666 lets others open it; let systemd"),
                    "the journal has the line");
        }
    }

    @Test
    void aDispatcherThatIsNotRunAsUserIsRefusedWithTheRemedy() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            Path file = host.file("/etc/nut/upsmon.conf");
            Files.writeString(file, "RUN_AS_USER daemon\n", StandardOpenOption.APPEND);

            assertNotEquals(0, host.tried("systemctl", "restart", DISPATCHER).status());
            assertTrue(
                    host.journal().contains("RUN_AS_USER is another account than User="), "the journal has the line");
        }
    }

    @Test
    void aProgramOfThePairThatIsStartedByHandIsRefusedWithTheRemedy() throws IOException, InterruptedException {
        try (BootedHost host = hosts.watching()) {
            HostCommand dispatcher =
                    host.tried("runuser", "-u", "nut", "--", "/usr/lib/upsjail/bin/upsjail", "paired-dispatcher");

            assertEquals(1, dispatcher.status());
            assertTrue(dispatcher.text().contains("start it by systemctl start upsjail-dispatcher.service"));
        }
    }

    @Test
    void theStricterDispatcherWorksWithoutANetwork() throws IOException, InterruptedException {
        try (BootedHost host = hosts.prepared()) {
            Path dropIn = Files.createDirectories(host.file("/etc/systemd/system/upsjail-dispatcher.service.d"));
            Files.copy(
                    Path.of("../deploy/src/systemd/upsjail-dispatcher.service.d-strict.conf"),
                    dropIn.resolve("strict.conf"));
            host.boot();
            PairHosts.awaitStatus("ONLINE", host);
            host.upsSays("OB LB");
            host.awaitPowerOff();

            assertTrue(host.journal().contains(": LOWBATT nut 0"), "its handler was run");
        }
    }

    private static long kill(BootedHost host, String signal, String unit) throws IOException, InterruptedException {
        long pid = host.mainPid(unit);
        host.tried("kill", "-" + signal, Long.toString(pid));
        return pid;
    }
}
