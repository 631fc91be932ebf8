// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.protocol.config.UpsmonConf.CertHost;
import org.upsjail.protocol.config.UpsmonConf.CriticalRules;
import org.upsjail.protocol.config.UpsmonConf.Notifications;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.config.UpsmonConf.ShutdownSettings;
import org.upsjail.protocol.config.UpsmonConf.TlsSettings;
import org.upsjail.protocol.fact.NotifyType;

/** Every directive of upsmon.conf(5): its default, and a value of its own. */
class DirectiveValuesTest {

    @Test
    void pollingDefaults() {
        assertEquals(
                new Polling(Duration.ofSeconds(5), Duration.ofSeconds(5), -1),
                ReadConf.faultless().polling());
    }

    @Test
    void pollingAsGiven() {
        UpsmonConf conf = ReadConf.faultless("POLLFREQ 7", "POLLFREQALERT 0.25", "POLLFAIL_LOG_THROTTLE_MAX 12");

        assertEquals(new Polling(Duration.ofSeconds(7), Duration.ofMillis(250), 12), conf.polling());
    }

    @Test
    void surplusWordsAreWarnedOfAndTheDirectiveHolds() {
        ReadConf read = ReadConf.of("POLLFREQ 7 8");

        assertEquals(Duration.ofSeconds(7), read.conf().polling().normal());
        assertEquals(1, read.problems().size());
    }

    @Test
    void criticalRulesDefaults() {
        CriticalRules expected = new CriticalRules(
                1,
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Optional.of(Duration.ofSeconds(30)),
                Optional.empty(),
                Duration.ZERO,
                true);

        assertEquals(expected, ReadConf.faultless().criticalRules());
    }

    @Test
    void criticalRulesAsGiven() {
        CriticalRules expected = new CriticalRules(
                2,
                Duration.ofSeconds(25),
                Duration.ofSeconds(35),
                Optional.of(Duration.ofSeconds(45)),
                Optional.of(Duration.ofSeconds(55)),
                Duration.ofSeconds(65),
                false);
        UpsmonConf conf = ReadConf.faultless(
                "MINSUPPLIES 2",
                "DEADTIME 25",
                "HOSTSYNC 35",
                "OFFDURATION 45",
                "OVERDURATION 55",
                "OBLBDURATION 65",
                "ALARMCRITICAL 0");

        assertEquals(expected, conf.criticalRules());
    }

    @Test
    void negativeDurationsTurnTheirRuleOff() {
        CriticalRules rules = ReadConf.faultless("OFFDURATION -1", "OVERDURATION -5", "OBLBDURATION -1")
                .criticalRules();

        assertEquals(Optional.empty(), rules.offDuration());
        assertEquals(Optional.empty(), rules.overDuration());
        assertEquals(Duration.ZERO, rules.onBatteryLowBatteryDuration());
    }

    @Test
    void zeroDurationsActAtOnce() {
        CriticalRules rules =
                ReadConf.faultless("OFFDURATION 0", "OVERDURATION 0").criticalRules();

        assertEquals(Optional.of(Duration.ZERO), rules.offDuration());
        assertEquals(Optional.of(Duration.ZERO), rules.overDuration());
    }

    @Test
    void shutdownDefaults() {
        assertEquals(
                new ShutdownSettings(
                        Optional.empty(), Optional.empty(), Duration.ofSeconds(5), Optional.of(Duration.ZERO)),
                ReadConf.faultless().shutdown());
    }

    @Test
    void shutdownAsGiven() {
        UpsmonConf conf = ReadConf.faultless(
                "SHUTDOWNCMD \"/sbin/shutdown -h +0\"",
                "POWERDOWNFLAG /etc/killpower",
                "FINALDELAY 0",
                "SHUTDOWNEXIT 9");

        assertEquals(
                new ShutdownSettings(
                        Optional.of("/sbin/shutdown -h +0"),
                        Optional.of("/etc/killpower"),
                        Duration.ZERO,
                        Optional.of(Duration.ofSeconds(9))),
                conf.shutdown());
    }

    @ParameterizedTest
    @CsvSource({"yes, 0", "ON, 0", "true, 0", "0, 0", "30, 30"})
    void shutdownexitSaysHowLongTheLoginsAreKept(String word, long seconds) {
        assertEquals(
                Optional.of(Duration.ofSeconds(seconds)),
                ReadConf.faultless("SHUTDOWNEXIT " + word).shutdown().exit());
    }

    @ParameterizedTest
    @CsvSource({"no", "Off", "FALSE"})
    void shutdownexitMayKeepTheLoginsForEver(String word) {
        assertEquals(
                Optional.empty(),
                ReadConf.faultless("SHUTDOWNEXIT " + word).shutdown().exit());
    }

    @ParameterizedTest
    @CsvSource({"maybe", "-1", "1.5"})
    void shutdownexitOfAnotherKindIsRefused(String word) {
        ReadConf.assertError("SHUTDOWNEXIT is given \"" + word + "\"", "SHUTDOWNEXIT " + word);
    }

    @Test
    void notificationDefaults() {
        Notifications notifications = ReadConf.faultless().notifications();

        assertEquals(List.of(), notifications.command());
        assertEquals(Duration.ofHours(12), notifications.replaceBatteryWarnTime());
        assertEquals(Duration.ofMinutes(5), notifications.noCommWarnTime());
        for (NotifyType type : NotifyType.values()) {
            assertEquals(type.stockMessage(), notifications.messages().get(type));
            Set<NotifyFlag> flags =
                    type.isOurOwn() ? Set.of(NotifyFlag.SYSLOG) : Set.of(NotifyFlag.SYSLOG, NotifyFlag.WALL);
            assertEquals(flags, notifications.flags().get(type));
        }
    }

    @Test
    void notificationsAsGiven() {
        Notifications notifications = ReadConf.faultless(
                        "NOTIFYCMD /bin/notify",
                        "RBWARNTIME 100",
                        "NOCOMMWARNTIME 200",
                        "NOTIFYMSG onbatt \"%s is on battery\"",
                        "NOTIFYFLAG OnBatt EXEC+WALL")
                .notifications();

        assertEquals(List.of("/bin/notify"), notifications.command());
        assertEquals(Duration.ofSeconds(100), notifications.replaceBatteryWarnTime());
        assertEquals(Duration.ofSeconds(200), notifications.noCommWarnTime());
        assertEquals("%s is on battery", notifications.messages().get(NotifyType.ONBATT));
        assertEquals(
                EnumSet.of(NotifyFlag.EXEC, NotifyFlag.WALL),
                notifications.flags().get(NotifyType.ONBATT));
    }

    @Test
    void tlsDefaults() {
        assertEquals(
                new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, false),
                ReadConf.faultless().tls());
    }

    @Test
    void tlsAsGiven() {
        TlsSettings tls = ReadConf.faultless(
                        "CERTPATH /etc/certs",
                        "CERTFILE /etc/cert.pem",
                        "CERTIDENT \"my name\" secret",
                        "CERTHOST one:99 \"its long name\" 1 0",
                        "CERTHOST two \"\" -1 -1",
                        "CERTVERIFY 1",
                        "FORCESSL 1")
                .tls();

        assertEquals(Path.of("/etc/certs"), tls.certPath().orElseThrow().path());
        assertEquals(Path.of("/etc/cert.pem"), tls.certFile().orElseThrow().path());
        assertEquals("my name", tls.certIdent().orElseThrow().name());
        assertEquals(
                List.of(new CertHost("one", 99, "its long name", 1, 0), new CertHost("two", 3493, "", -1, -1)),
                tls.certHosts());
        assertTrue(tls.certVerify());
        assertTrue(tls.forceSsl());
    }

    @Test
    void accountAndDebugLevelDefaults() {
        UpsmonConf conf = ReadConf.faultless();

        assertEquals("nut", conf.runAsUser());
        assertEquals(0, conf.debugMin());
    }

    @Test
    void accountAndDebugLevelAsGiven() {
        UpsmonConf conf = ReadConf.faultless("RUN_AS_USER upswatch", "DEBUG_MIN 3");

        assertEquals("upswatch", conf.runAsUser());
        assertEquals(3, conf.debugMin());
    }

    @Test
    void ofARepeatedDirectiveTheLastCounts() {
        assertEquals(
                Duration.ofSeconds(3),
                ReadConf.faultless("DEADTIME 2", "DEADTIME 3").criticalRules().deadTime());
    }

    @Test
    void valueMayFollowAnEqualsSign() {
        UpsmonConf conf = ReadConf.faultless("POLLFREQ = 3", "FORCESSL=0");

        assertEquals(Duration.ofSeconds(3), conf.polling().normal());
        assertFalse(conf.tls().forceSsl());
    }
}
