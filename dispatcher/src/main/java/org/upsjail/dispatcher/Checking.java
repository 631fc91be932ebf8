// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.upsjail.dispatcher.operator.CheckReport;
import org.upsjail.dispatcher.operator.Finding;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigProblem;
import org.upsjail.protocol.config.ConfigProblem.Severity;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf;

/** {@code upsjail check}: whether a configuration would be taken on this host, and what would then happen. */
final class Checking {

    private final Path file;
    private final PolicyReader reader;
    private final List<Finding> findings = new ArrayList<>();

    Checking(Path file, PolicyReader reader) {
        this.file = file;
        this.reader = reader;
    }

    CheckReport check() {
        try {
            Policies policies = reader.read();
            Configuration configuration = policies.configuration();
            configuration.warnings().forEach(this::add);
            checkNotifyCommand(configuration.upsmon());
            checkUpsdRights(configuration.upsmon());
            describe(policies);
        } catch (ConfigException wrong) {
            wrong.problems().forEach(this::add);
        } catch (Refusal refusal) {
            findings.add(Finding.error(refusal.reason()));
        }
        return new CheckReport(findings);
    }

    private void add(ConfigProblem problem) {
        findings.add(
                problem.severity() == Severity.ERROR
                        ? Finding.error(problem.toString())
                        : Finding.warning(problem.toString().replaceFirst("warning: ", "")));
    }

    private void checkNotifyCommand(UpsmonConf conf) {
        List<String> command = conf.notifications().command();
        if (command.isEmpty()) {
            return;
        }
        Path program = Path.of(command.get(0));
        if (program.isAbsolute() && !Files.isExecutable(program)) {
            findings.add(Finding.warning(
                    "NOTIFYCMD " + program + " is not there or not executable; correct it, or nobody is told"));
        }
    }

    /** What the upsd account may do beyond watching is what a conquered monitor may do. */
    private void checkUpsdRights(UpsmonConf conf) {
        Path users = file.resolveSibling("upsd.users");
        if (!Files.isReadable(users)) {
            return;
        }
        try {
            String section = "";
            for (String line : Files.readAllLines(users, StandardCharsets.ISO_8859_1)) {
                String stripped = line.strip();
                if (stripped.startsWith("[") && stripped.endsWith("]")) {
                    section = stripped.substring(1, stripped.length() - 1);
                } else if (stripped.matches("(?i)(instcmds|actions)\\b.*") && isMonitored(conf, section)) {
                    findings.add(Finding.warning(users + ": account " + section + " has more rights than upsmon needs ("
                            + stripped.split("[\\s=]", 2)[0] + "); give the monitor an account without them"));
                }
            }
        } catch (IOException unreadable) {
            findings.add(Finding.warning(users + " cannot be read (" + unreadable + ")"));
        }
    }

    private static boolean isMonitored(UpsmonConf conf, String user) {
        return conf.monitors().stream().anyMatch(monitor -> monitor.userName().equals(user));
    }

    private void describe(Policies policies) {
        UpsmonConf conf = policies.configuration().upsmon();
        for (MonitorLine monitor : conf.monitors()) {
            findings.add(Finding.fact("watches " + monitor.ups() + " as "
                    + (monitor.isPrimary() ? "primary" : "secondary") + ", power value " + monitor.powerValue()));
        }
        int sum = conf.monitors().stream().mapToInt(MonitorLine::powerValue).sum();
        findings.add(Finding.fact("power values add up to " + sum + ", MINSUPPLIES is "
                + conf.criticalRules().minSupplies()));
        findings.add(Finding.fact("the monitor becomes "
                + policies.configuration().upsjail().jailUser() + " in "
                + policies.configuration().upsjail().jailDirectory()));
        findings.add(Finding.fact("handlers run as " + policies.handlerAccount().name() + ": "
                + (conf.notifications().command().isEmpty()
                        ? "none is set"
                        : String.join(" ", conf.notifications().command()) + " MESSAGE")));
        findings.add(Finding.fact(
                "root runs: /bin/sh -c '" + conf.shutdown().command().orElse("(nothing)") + "'"));
        findings.add(Finding.fact(
                "power-down flag: " + conf.shutdown().powerDownFlag().orElse("none")));
    }
}
