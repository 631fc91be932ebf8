// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.upsjail.dispatcher.command.CommandView;
import org.upsjail.dispatcher.decide.LedgerView.FactView;
import org.upsjail.dispatcher.decide.LedgerView.UpsView;
import org.upsjail.dispatcher.monitor.MonitorView;
import org.upsjail.dispatcher.operator.StatusView.ToldView;

/** The status as JSON, for programs, and as text, for people. */
final class StatusReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StatusView status;

    StatusReport(StatusView status) {
        this.status = status;
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode upses = root.putArray("upses");
        status.ledger().upses().forEach(ups -> upses.add(json(ups)));
        root.set("monitor", json(status.monitor()));
        root.set("commands", json(status.commands()));
        root.put("announcements_held_back", status.heldBack());
        root.putObject("journal")
                .put("writing", status.journal().writing())
                .put("lost", status.journal().lost());
        root.put("shutdown", status.ledger().shutdown().toLowerCase(Locale.ROOT));
        ArrayNode told = root.putArray("told");
        for (ToldView one : status.told()) {
            told.addObject()
                    .put("ups", one.ups())
                    .put("type", one.type())
                    .put("seconds_ago", one.secondsAgo())
                    .put("handler", one.handler());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        status.ledger().upses().forEach(ups -> appendUps(text, ups));
        appendMonitor(text, status.monitor());
        appendCommands(text, status.commands());
        text.append("announcements held back for their number: ")
                .append(status.heldBack())
                .append('\n');
        text.append("journal: ")
                .append(status.journal().writing() ? "written" : "NOT WRITTEN")
                .append(", ")
                .append(status.journal().lost())
                .append(" records lost\n");
        text.append("shutdown: ")
                .append(status.ledger().shutdown().toLowerCase(Locale.ROOT))
                .append('\n');
        status.told().forEach(one -> appendTold(text, one));
        return text.toString();
    }

    private static void appendUps(StringBuilder text, UpsView ups) {
        text.append(ups.name())
                .append(ups.primary() ? ", primary" : ", secondary")
                .append(", power value ")
                .append(ups.powerValue())
                .append(ups.critical() ? ", CRITICAL: " : ", no danger: ")
                .append(ups.verdict())
                .append("\n  last heard of: ")
                .append(ago(ups.heardAgo()))
                .append(ups.confirmed() ? "\n" : " (not confirmed by the present monitor)\n");
        for (FactView fact : ups.facts()) {
            text.append("  ").append(fact.type());
            text.append(fact.text().isEmpty() ? "" : " [" + fact.text() + "]");
            text.append(" for ").append(fact.heldFor().toSeconds()).append(" s\n");
        }
    }

    private static void appendTold(StringBuilder text, ToldView one) {
        text.append("told ")
                .append(one.secondsAgo())
                .append(" s ago: ")
                .append(one.type())
                .append(one.ups().isEmpty() ? "" : " " + one.ups())
                .append(", handler: ")
                .append(one.handler())
                .append('\n');
    }

    private static void appendMonitor(StringBuilder text, MonitorView monitor) {
        text.append("monitor: ")
                .append(monitor.pid().map(pid -> "pid " + pid).orElse("none is running"))
                .append(monitor.proved() ? ", jail proved by itself" : "")
                .append(monitor.jailed() ? " and checked from outside" : ", not believed")
                .append(monitor.reduced() ? ", REDUCED: without chroot" : "")
                .append(", last frame ")
                .append(ago(monitor.heardAgo()))
                .append(", restarts ")
                .append(monitor.restarts())
                .append(", violations ")
                .append(monitor.violations());
        monitor.lastLoss().ifPresent(why -> text.append(", last loss: ").append(why));
        text.append('\n');
    }

    private static void appendCommands(StringBuilder text, CommandView commands) {
        text.append("commands: ").append(commands.running()).append(" running");
        commands.longestRunning()
                .ifPresent(time ->
                        text.append(" (for up to ").append(time.toSeconds()).append(" s)"));
        text.append(", ")
                .append(commands.waiting())
                .append(" waiting, ")
                .append(commands.dropped())
                .append(" dropped\n");
    }

    private static ObjectNode json(CommandView commands) {
        ObjectNode node = JSON.createObjectNode()
                .put("running", commands.running())
                .put("waiting", commands.waiting())
                .put("dropped", commands.dropped());
        putSeconds(node, "longest_running_seconds", commands.longestRunning());
        return node;
    }

    private static String ago(Optional<Duration> time) {
        return time.map(ago -> ago.toSeconds() + " s ago").orElse("never");
    }

    private static ObjectNode json(UpsView ups) {
        ObjectNode node = JSON.createObjectNode()
                .put("ups", ups.name())
                .put("role", ups.primary() ? "primary" : "secondary")
                .put("power_value", ups.powerValue())
                .put("critical", ups.critical())
                .put("verdict", ups.verdict())
                .put("confirmed", ups.confirmed());
        putSeconds(node, "heard_seconds_ago", ups.heardAgo());
        ArrayNode facts = node.putArray("facts");
        for (FactView fact : ups.facts()) {
            facts.addObject()
                    .put("type", fact.type())
                    .put("text", fact.text())
                    .put("for_seconds", fact.heldFor().toSeconds());
        }
        return node;
    }

    private static ObjectNode json(MonitorView monitor) {
        ObjectNode node = JSON.createObjectNode();
        monitor.pid().ifPresentOrElse(pid -> node.put("pid", pid), () -> node.putNull("pid"));
        node.put("proved", monitor.proved()).put("jailed", monitor.jailed());
        node.put("reduced", monitor.reduced());
        putSeconds(node, "last_frame_seconds_ago", monitor.heardAgo());
        node.put("restarts", monitor.restarts()).put("violations", monitor.violations());
        monitor.lastLoss().ifPresentOrElse(why -> node.put("last_loss", why), () -> node.putNull("last_loss"));
        return node;
    }

    private static void putSeconds(ObjectNode node, String name, Optional<Duration> time) {
        time.ifPresentOrElse(ago -> node.put(name, ago.toMillis() / 1000.0), () -> node.putNull(name));
    }
}
