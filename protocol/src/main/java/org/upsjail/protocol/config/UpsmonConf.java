// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

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
     * The TLS directives, as written.
     *
     * @param certHosts the words of each CERTHOST, joined by {@link #WORD_END}
     */
    public record TlsSettings(
            Optional<String> certPath,
            Optional<String> certFile,
            Optional<String> certIdentName,
            List<String> certHosts,
            boolean certVerify,
            boolean forceSsl) {

        /** A tab: words may be empty or hold blanks, but the lexer lets no control character into one. */
        public static final String WORD_END = "\t";
    }
}
