// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.upsjail.protocol.fact.NotifyType;

/** A checked upsmon.conf, every directive with its value or default. */
public record UpsmonConf(
        List<MonitorLine> monitors,
        Polling polling,
        Notifications notifications,
        CriticalRules criticalRules,
        ShutdownSettings shutdown,
        TlsSettings tls,
        String runAsUser,
        int debugMin) {

    /**
     * How often upsd is asked.
     *
     * @param normal POLLFREQ
     * @param alert POLLFREQALERT, while the UPS is in trouble
     * @param failLogThrottle POLLFAIL_LOG_THROTTLE_MAX: -1 each failure, 0 changes only, n every n failures
     */
    public record Polling(Duration normal, Duration alert, int failLogThrottle) {}

    /**
     * Who is told of what.
     *
     * @param command NOTIFYCMD as words, empty when there is none
     * @param messages NOTIFYMSG, every type
     * @param flags NOTIFYFLAG, every type
     */
    public record Notifications(
            List<String> command,
            Map<NotifyType, String> messages,
            Map<NotifyType, Set<NotifyFlag>> flags,
            Duration replaceBatteryWarnTime,
            Duration noCommWarnTime) {}

    /**
     * When a UPS no longer counts as a supply.
     *
     * @param offDuration empty: OFF never makes it critical
     * @param overDuration empty: overload never makes it critical
     */
    public record CriticalRules(
            int minSupplies,
            Duration deadTime,
            Duration hostSync,
            Optional<Duration> offDuration,
            Optional<Duration> overDuration,
            Duration onBatteryLowBatteryDuration,
            boolean alarmCritical) {}

    /**
     * How the host goes down.
     *
     * @param command SHUTDOWNCMD as one line for {@code /bin/sh -c}, empty when there is none
     * @param exit SHUTDOWNEXIT: how long after SHUTDOWNCMD the logins are kept; empty: until told to stop
     */
    public record ShutdownSettings(
            Optional<String> command, Optional<String> powerDownFlag, Duration finalDelay, Optional<Duration> exit) {}

    /**
     * The TLS directives.
     *
     * @param certPath CERTPATH: whom to trust; empty: whom this system trusts
     * @param certFile CERTFILE: our own certificate, its chain and its key
     * @param certIdent CERTIDENT: what our own certificate is called, and the password of its key
     * @param certHosts CERTHOST, in order
     * @param certVerify CERTVERIFY, where CERTHOST says nothing else
     * @param forceSsl FORCESSL, where CERTHOST says nothing else
     */
    public record TlsSettings(
            Optional<NamedFile> certPath,
            Optional<NamedFile> certFile,
            Optional<CertIdent> certIdent,
            List<CertHost> certHosts,
            boolean certVerify,
            boolean forceSsl) {

        /** What is asked of the server at {@code address}; of several CERTHOST lines for it the first counts. */
        public TlsDemand demandOn(UpsAddress address) {
            Optional<CertHost> own =
                    certHosts.stream().filter(line -> line.isFor(address)).findFirst();
            return new TlsDemand(
                    own.map(CertHost::verify)
                            .filter(word -> word >= 0)
                            .map(word -> word == 1)
                            .orElse(certVerify),
                    own.map(CertHost::force)
                            .filter(word -> word >= 0)
                            .map(word -> word == 1)
                            .orElse(forceSsl),
                    own.map(CertHost::certName).filter(name -> !name.isEmpty()).orElse(address.host()));
        }
    }

    /**
     * A file or directory that a directive names.
     *
     * @param path absolute
     * @param statedIn the configuration file
     * @param line where in it, from 1
     */
    public record NamedFile(Path path, Path statedIn, int line) {}

    /**
     * CERTIDENT.
     *
     * @param name empty: any
     * @param keyPassword empty where the key has none, and where the dispatcher reads the file
     */
    public record CertIdent(String name, Secret keyPassword, Path statedIn, int line) {}

    /**
     * CERTHOST: what is asked of one server.
     *
     * @param certName the name its certificate has to have; empty: that of the MONITOR line
     * @param verify 1, 0, or -1 to leave it to CERTVERIFY
     * @param force 1, 0, or -1 to leave it to FORCESSL
     */
    public record CertHost(String host, int port, String certName, int verify, int force) {

        boolean isFor(UpsAddress address) {
            return host.equalsIgnoreCase(address.host()) && port == address.port();
        }

        boolean demands() {
            return verify == 1 || force == 1;
        }
    }
}
