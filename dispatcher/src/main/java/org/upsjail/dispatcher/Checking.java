// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.upsjail.dispatcher.command.CommandProgram;
import org.upsjail.dispatcher.host.HostSignals;
import org.upsjail.dispatcher.host.MonitorCheck;
import org.upsjail.dispatcher.operator.CheckReport;
import org.upsjail.dispatcher.operator.Finding;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigProblem;
import org.upsjail.protocol.config.ConfigProblem.Severity;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.StartTls;
import org.upsjail.protocol.config.UpsjailConf;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.config.UpsmonConf.TlsSettings;

/** {@code upsjail check}: whether a configuration would be taken on this host, and what would then happen. */
final class Checking {

    /** Thousands of accounts: more than any upsd.users has. */
    private static final int MAX_USERS_BYTES = 1 << 20;

    /** Before what the monitor's program warns of. */
    private static final String WARNING = ": warning: ";

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
            checkShutdownCommand(configuration.upsmon());
            checkUpsdRights(configuration.upsmon());
            checkTls(configuration);
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

    private void checkPermissions(Path holder) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(holder);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                findings.add(Finding.warning(
                        holder + " may be read by everybody, passwords included; chmod o-rwx " + holder));
            }
        } catch (IOException gone) {
            findings.add(Finding.error(holder + " cannot be examined (" + gone + ")"));
        }
    }

    private void checkNotifyCommand(UpsmonConf conf) {
        List<String> command = conf.notifications().command();
        if (command.isEmpty()) {
            return;
        }
        CommandProgram.missing(command.get(0))
                .ifPresent(program -> findings.add(Finding.warning(
                        "NOTIFYCMD " + program + " is not there or not executable; correct it, or nobody is told")));
    }

    private void checkShutdownCommand(UpsmonConf conf) {
        conf.shutdown()
                .command()
                .flatMap(CommandProgram::missingInShellLine)
                .ifPresent(program -> findings.add(Finding.warning("SHUTDOWNCMD: " + program
                        + " is not there or not executable; correct it, or this host is not shut down")));
    }

    private void checkUpsdRights(UpsmonConf conf) {
        Path users = file.resolveSibling("upsd.users");
        if (!Files.isReadable(users)) {
            return;
        }
        checkPermissions(users);
        try (InputStream in = Files.newInputStream(users)) {
            String text = new String(in.readNBytes(MAX_USERS_BYTES), StandardCharsets.ISO_8859_1);
            new UpsdRights(text.lines().toList())
                    .objections(conf.monitors())
                    .forEach(objection -> findings.add(Finding.warning(users + ": " + objection)));
        } catch (IOException unreadable) {
            findings.add(Finding.warning(users + " cannot be read (" + unreadable + ")"));
        }
    }

    /** Only where there are files to look at: it takes half a second. */
    private void checkTls(Configuration configuration) throws Refusal {
        TlsSettings tls = configuration.upsmon().tls();
        boolean verified = configuration.upsmon().monitors().stream()
                .anyMatch(monitor -> tls.demandOn(monitor.address()).verify());
        boolean hasFiles =
                verified || tls.certPath().isPresent() || tls.certFile().isPresent();
        if (configuration.upsjail().startTls() == StartTls.OFF || !hasFiles) {
            return;
        }
        if (!new HostSignals().isRoot()) {
            findings.add(Finding.warning("only root can look at the certificates and the key; they were not checked"));
            return;
        }
        try {
            MonitorCheck.Result result = new MonitorCheck(PolicyReader.home(), file).run();
            result.lines()
                    .forEach(line -> findings.add(
                            line.contains(WARNING)
                                    ? Finding.warning(line.replaceFirst(WARNING, ": "))
                                    : result.passed() ? Finding.warning(line) : Finding.error(line)));
            if (!result.passed() && result.lines().isEmpty()) {
                findings.add(Finding.error("the certificates and the key could not be checked: upsjail-monitor --check"
                        + " ended without a word; start it by hand to see why"));
            }
        } catch (IOException failed) {
            findings.add(Finding.error(
                    "upsjail-monitor cannot be started (" + failed.getMessage() + "); install upsjail anew"));
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
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
        UpsjailConf own = policies.configuration().upsjail();
        findings.add(Finding.fact("the monitor becomes " + own.jailUser()
                + (own.accepted().withoutChroot() ? " without chroot" : " in " + own.jailDirectory())));
        findings.add(Finding.fact("handlers run as " + policies.handlerAccount().name() + ": "
                + (conf.notifications().command().isEmpty()
                        ? "none is set"
                        : String.join(" ", conf.notifications().command()) + " MESSAGE")));
        findings.add(Finding.fact(conf.shutdown()
                .command()
                .map(command -> "root runs: /bin/sh -c '" + command + "'")
                .orElse("root runs nothing: without SHUTDOWNCMD this host only watches")));
        findings.add(Finding.fact(
                "power-down flag: " + conf.shutdown().powerDownFlag().orElse("none")));
    }
}
