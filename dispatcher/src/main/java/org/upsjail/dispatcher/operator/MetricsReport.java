// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import org.upsjail.dispatcher.decide.LedgerView.FactView;
import org.upsjail.dispatcher.decide.LedgerView.UpsView;

/** The status for the textfile collector of node_exporter. */
public final class MetricsReport {

    private static final String PREFIX = "upsjail_";

    private final StringBuilder text = new StringBuilder();

    private MetricsReport() {}

    /** In Prometheus' text format: every metric with its type, once. */
    public static String of(StatusView status) {
        MetricsReport report = new MetricsReport();
        report.upses(status);
        report.rest(status);
        return report.text.toString();
    }

    private void upses(StatusView status) {
        type("ups_critical", "gauge");
        for (UpsView ups : status.ledger().upses()) {
            sample("ups_critical", label("ups", ups.name()), ups.critical() ? 1 : 0);
        }
        type("ups_fact", "gauge");
        for (UpsView ups : status.ledger().upses()) {
            for (FactView fact : ups.facts()) {
                sample("ups_fact", label("ups", ups.name()) + "," + label("fact", fact.type()), 1);
            }
        }
        type("ups_heard_seconds_ago", "gauge");
        for (UpsView ups : status.ledger().upses()) {
            ups.heardAgo().ifPresent(ago -> sample("ups_heard_seconds_ago", label("ups", ups.name()), ago.toSeconds()));
        }
    }

    private void rest(StatusView status) {
        gauge("shutdown_under_way", status.ledger().shutdown().equals("IDLE") ? 0 : 1);
        gauge("monitor_jailed", status.monitor().jailed() ? 1 : 0);
        counter("monitor_restarts_total", status.monitor().restarts());
        counter("monitor_violations_total", status.monitor().violations());
        gauge("commands_running", status.commands().running());
        gauge("commands_waiting", status.commands().waiting());
        counter("commands_dropped_total", status.commands().dropped());
        counter("announcements_held_back_total", status.heldBack());
        gauge("journal_writing", status.journal().writing() ? 1 : 0);
        counter("journal_records_lost_total", status.journal().lost());
    }

    private void gauge(String name, long value) {
        type(name, "gauge");
        sample(name, "", value);
    }

    private void counter(String name, long value) {
        type(name, "counter");
        sample(name, "", value);
    }

    private void type(String name, String type) {
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private void sample(String name, String labels, long value) {
        text.append(PREFIX).append(name);
        text.append(labels.isEmpty() ? "" : "{" + labels + "}");
        text.append(' ').append(value).append('\n');
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
