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

    void check(UpsmonConf conf) {
        if (conf.monitors().isEmpty()) {
            error("there is no usable MONITOR line", "add MONITOR system powervalue username password role");
        } else {
            checkPower(conf);
        }
        checkShutdown(conf);
        checkTls(conf.tls());
        if (conf.notifications().command().isEmpty()) {
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
        if (needsCommand
                && conf.shutdown()
                        .command()
                        .filter(command -> !command.isBlank())
                        .isEmpty()) {
            error("there is no SHUTDOWNCMD", "set it, or MINSUPPLIES 0 if this host is never to be shut down");
        }
        if (conf.shutdown().powerDownFlag().isEmpty()) {
            warning("no POWERDOWNFLAG is set", "set it if the UPS is to cut power after the shutdown");
        } else if (!Path.of(conf.shutdown().powerDownFlag().get()).isAbsolute()) {
            error("POWERDOWNFLAG is not an absolute path", "begin it with /");
        }
    }

    /** Asking for protection that is not there must never pass in silence. */
    private void checkTls(UpsmonConf.TlsSettings tls) {
        boolean demanded =
                tls.certVerify() || tls.forceSsl() || tls.certHosts().stream().anyMatch(ConfigChecks::demandsTls);
        if (demanded) {
            error(
                    "TLS is demanded (FORCESSL, CERTVERIFY or CERTHOST), and this version has none",
                    "stay with upsmon for now, or reach upsd over loopback or a tunnel and take the demand out");
        }
    }

    private static boolean demandsTls(String certHost) {
        return List.of(certHost.split(UpsmonConf.TlsSettings.WORD_END, -1))
                .subList(2, 4)
                .contains("1");
    }

    private void error(String what, String remedy) {
        problems.error(file, 0, what, remedy);
    }

    private void warning(String what, String remedy) {
        problems.warning(file, 0, what, remedy);
    }
}
