// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.command.CommandView;
import org.upsjail.dispatcher.decide.LedgerView;
import org.upsjail.dispatcher.decide.LedgerView.FactView;
import org.upsjail.dispatcher.decide.LedgerView.UpsView;
import org.upsjail.dispatcher.monitor.MonitorView;
import org.upsjail.dispatcher.operator.StatusView.JournalView;

/** The status as Prometheus reads it. */
class MetricsReportTest {

    private static UpsView ups(String name) {
        return new UpsView(
                name,
                1,
                true,
                true,
                Optional.of(Duration.ofMillis(2500)),
                true,
                "on battery and low",
                List.of(new FactView("ONBATT", "", true, Duration.ofSeconds(9))));
    }

    private static List<String> lines() {
        return MetricsReport.of(new StatusView(
                        new LedgerView(List.of(ups("a@host"), ups("b@host")), "FINAL_DELAY"),
                        new MonitorView(Optional.of(7L), true, true, false, Optional.empty(), 3, 1, Optional.empty()),
                        new CommandView(2, 5, Optional.empty(), 11),
                        13,
                        new JournalView(true, 17),
                        List.of()))
                .lines()
                .toList();
    }

    @Test
    void everyUpsHasItsSamples() {
        assertTrue(lines().contains("upsjail_ups_critical{ups=\"a@host\"} 1"), lines().toString());
        assertTrue(lines().contains("upsjail_ups_fact{ups=\"b@host\",fact=\"ONBATT\"} 1"), lines().toString());
        assertTrue(lines().contains("upsjail_ups_heard_seconds_ago{ups=\"b@host\"} 2"), lines().toString());
    }

    @Test
    void whatIsCountedIsThere() {
        assertTrue(
                lines().containsAll(List.of(
                        "upsjail_shutdown_under_way 1",
                        "upsjail_monitor_restarts_total 3",
                        "upsjail_monitor_violations_total 1",
                        "upsjail_commands_dropped_total 11",
                        "upsjail_announcements_held_back_total 13",
                        "upsjail_journal_records_lost_total 17")),
                lines().toString());
    }

    @Test
    void everyMetricHasItsTypeOnce() {
        List<String> types =
                lines().stream().filter(line -> line.startsWith("# TYPE")).toList();

        assertEquals(types.size(), types.stream().distinct().count());
        assertTrue(lines().stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .allMatch(name -> types.stream().anyMatch(type -> type.startsWith("# TYPE " + name + " "))));
    }
}
