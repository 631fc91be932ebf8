// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;

/** What no single line shows: whether the directives together can protect this host. */
final class ConfigChecks {

    private final Path file;
    private final ConfigProblems problems;

    ConfigChecks(Path file, ConfigProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    void check(UpsmonConf conf, UpsjailConf ours) {
        if (conf.monitors().isEmpty()) {
            error("there is no usable MONITOR line", "add MONITOR system powervalue username password role");
        } else {
            checkPower(conf);
        }
        checkShutdown(conf);
        checkTls(conf, ours);
        boolean asked =
                conf.notifications().flags().values().stream().anyMatch(flags -> flags.contains(NotifyFlag.EXEC));
        if (asked && conf.notifications().command().isEmpty()) {
            warning("no NOTIFYCMD is set, so EXEC flags start nothing", "set NOTIFYCMD if programs are to be told");
        }
    }

    private void checkPower(UpsmonConf conf) {
        int sum = conf.monitors().stream().mapToInt(MonitorLine::powerValue).sum();
        int needed = conf.criticalRules().minSupplies();
        if (sum < needed) {
            error(
                    "the power values add up to " + sum + " but MINSUPPLIES is " + needed,
                    "correct the power values of the MONITOR lines or MINSUPPLIES");
        }
    }

    private void checkShutdown(UpsmonConf conf) {
        boolean needsCommand = conf.criticalRules().minSupplies() > 0;
        if (needsCommand && conf.shutdown().command().isEmpty()) {
            error("there is no SHUTDOWNCMD", "set it, or MINSUPPLIES 0 if this host is never to be shut down");
        }
        if (conf.shutdown().powerDownFlag().isEmpty()) {
            if (conf.monitors().stream().noneMatch(MonitorLine::isPrimary)) {
                // Who commands no UPS has none cut its power.
                return;
            }
            warning("no POWERDOWNFLAG is set", "set it if the UPS is to cut power after the shutdown");
        } else if (!Path.of(conf.shutdown().powerDownFlag().get()).isAbsolute()) {
            error("POWERDOWNFLAG is not an absolute path", "begin it with /");
        }
    }

    /** Asking for protection that will not be there must never pass in silence. */
    private void checkTls(UpsmonConf conf, UpsjailConf ours) {
        UpsmonConf.TlsSettings tls = conf.tls();
        boolean demanded = ours.startTls() == StartTls.REQUIRE
                || conf.monitors().stream()
                        .anyMatch(monitor -> tls.demandOn(monitor.address()).needsTls());
        if (demanded && ours.startTls() == StartTls.OFF) {
            error(
                    "TLS is demanded (FORCESSL, CERTVERIFY or CERTHOST), and " + UpsjailConf.FILE_NAME
                            + " has STARTTLS off",
                    "take one of the two out");
        }
        tls.certHosts().forEach(certHost -> checkCertHost(certHost, conf.monitors()));
        boolean verified = conf.monitors().stream()
                .anyMatch(monitor -> tls.demandOn(monitor.address()).verify());
        if (demanded && !verified && tls.certPath().isEmpty()) {
            warning(
                    "TLS is demanded, and no certificate is compared: whoever answers counts as upsd",
                    "set CERTVERIFY 1, and CERTPATH if upsd's authority is not one of this system's");
        }
        tls.certPath()
                .filter(named -> !verified)
                .ifPresent(named -> problems.warning(
                        named.statedIn(),
                        named.line(),
                        "CERTPATH is set, and no certificate is compared with it",
                        "set CERTVERIFY 1, or take CERTPATH out"));
    }

    /** A mistyped host would drop the demand for the one that was meant. */
    private void checkCertHost(UpsmonConf.CertHost certHost, List<MonitorLine> monitors) {
        if (monitors.stream().noneMatch(monitor -> certHost.isFor(monitor.address()))) {
            String what = "CERTHOST " + certHost.host() + ":" + certHost.port() + " is the server of no MONITOR line";
            String remedy = "write the host and the port as the MONITOR line has them";
            if (certHost.demands()) {
                error(what, remedy);
            } else {
                warning(what, remedy);
            }
        }
    }

    private void error(String what, String remedy) {
        problems.error(file, 0, what, remedy);
    }

    private void warning(String what, String remedy) {
        problems.warning(file, 0, what, remedy);
    }
}
