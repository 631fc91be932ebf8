// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.upsd.UpsdClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealNutTest {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private RealNut nut;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        assertTrue(RealNut.installed(), "NUT is not installed; deploy/requirements installs it");
        nut = RealNut.start("dummy", "other");
    }

    @AfterAll
    void end() throws IOException {
        if (RealNut.installed()) {
            nut.close();
        }
    }

    @Test
    void everyNewStatusReachesUpsd() throws IOException, InterruptedException {
        for (String status : List.of("OB", "OB LB", "OL")) {
            nut.reachStatus("dummy", status);
            assertEquals(Optional.of(status), nut.upsc("dummy", "ups.status"));
        }
    }

    @Test
    void otherVariablesReachUpsd() throws IOException, InterruptedException {
        nut.setVariable("other", "ups.alarm", "Replace battery now");
        nut.awaitVariable("other", "ups.alarm", "Replace battery now", SOON);
        assertEquals(Optional.of("100"), nut.upsc("other", "battery.charge"));
    }

    @Test
    void aKilledUpsdComesBackOnTheSamePort() throws IOException, InterruptedException {
        nut.killUpsd();
        assertThrows(ConnectException.class, () -> UpsdClient.connect(nut.port()));
        assertEquals(Optional.empty(), nut.upsc("other", "battery.charge"));
        nut.startUpsd();
        assertEquals(Optional.of("100"), nut.upsc("other", "battery.charge"));
    }

    @Test
    void aRestartForgetsFsd() throws IOException, InterruptedException {
        try (UpsdClient client = UpsdClient.connect(nut.port())) {
            client.ask("USERNAME prim");
            client.ask("PASSWORD pp");
            assertEquals("OK FSD-SET", client.ask("FSD other"));
            assertEquals("VAR other ups.status \"FSD OL\"", client.ask("GET VAR other ups.status"));
        }
        nut.killUpsd();
        nut.startUpsd();
        assertEquals(Optional.of("OL"), nut.upsc("other", "ups.status"));
    }

    @Test
    void aKilledDriverIsNotConnectedUntilStartedAgain() throws IOException, InterruptedException {
        nut.killDriver("other");
        nut.awaitUnserved("other");
        try (UpsdClient client = UpsdClient.connect(nut.port())) {
            assertEquals("ERR DRIVER-NOT-CONNECTED", client.ask("GET VAR other ups.status"));
        }
        nut.startDriver("other");
        assertTrue(nut.upsc("other", "ups.status").isPresent());
    }

    @Test
    void closingLeavesNothing() throws IOException, InterruptedException {
        Path directory;
        int port;
        try (RealNut second = RealNut.start("dummy")) {
            directory = second.directory();
            port = second.port();
        }
        assertFalse(Files.exists(directory));
        assertThrows(ConnectException.class, () -> UpsdClient.connect(port));
        assertEquals(List.of(), processesMentioning(directory.toString()));
    }

    @Test
    void anUnknownUpsIsTheTestsError() {
        assertThrows(IllegalArgumentException.class, () -> nut.setStatus("nobody", "OL"));
    }

    private static List<Long> processesMentioning(String text) {
        return ProcessHandle.allProcesses()
                .filter(p -> environment(p.pid()).contains(text))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Ended meanwhile, or not ours to read.
            return "";
        }
    }
}
