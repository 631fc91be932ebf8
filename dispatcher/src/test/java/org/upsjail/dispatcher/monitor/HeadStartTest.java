// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadStartTest {

    private final List<FakeMonitor> started = new ArrayList<>();
    private boolean refuses;
    private Duration now = Duration.ZERO;

    @Test
    void theFirstMonitorRunsBeforeItIsLaunched() throws IOException {
        try (HeadStart start = HeadStart.of(this::launch, () -> now)) {
            assertSame(onlyOne(), start.launch());
        }
    }

    @Test
    void everyLaterOneIsNew() throws IOException {
        try (HeadStart start = HeadStart.of(this::launch, () -> now)) {
            MonitorProcess first = start.launch();
            assertNotSame(first, start.launch());
        }
    }

    @Test
    void oneThatMayHaveLostItsPatienceIsReplaced() throws IOException {
        try (HeadStart start = HeadStart.of(this::launch, () -> now)) {
            FakeMonitor first = onlyOne();
            now = HeadStart.PATIENCE.plusMillis(1);

            assertNotSame(first, start.launch());
            assertTrue(first.killed());
        }
    }

    @Test
    void oneThatNobodyTookIsKilled() {
        try (HeadStart start = HeadStart.of(this::launch, () -> now)) {
            assertFalse(start.oneAtATime());
        }
        assertTrue(onlyOne().killed());
    }

    @Test
    void oneThatWasTakenIsLeftToWhoTookIt() throws IOException {
        try (HeadStart start = HeadStart.of(this::launch, () -> now)) {
            start.launch();
        }
        assertFalse(onlyOne().killed());
    }

    @Test
    void whatCouldNotBeStartedIsTriedAgainAndThenSaid() {
        refuses = true;
        try (HeadStart start = HeadStart.of(this::launch, () -> now)) {
            assertThrows(IOException.class, start::launch);
        }
    }

    private FakeMonitor onlyOne() {
        assertTrue(started.size() == 1, started.size() + " were started");
        return started.get(0);
    }

    private MonitorProcess launch() throws IOException {
        if (refuses) {
            throw new IOException("no such program");
        }
        FakeMonitor monitor = new FakeMonitor(100 + started.size());
        started.add(monitor);
        return monitor;
    }
}
