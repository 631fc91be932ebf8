// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.upsjail.protocol.config.ReadConf.assertError;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveMistakesTest {

    /** Directives that take a whole number. */
    static Stream<String> numbers() {
        return Stream.of(
                "MINSUPPLIES",
                "POLLFAIL_LOG_THROTTLE_MAX",
                "OFFDURATION",
                "OVERDURATION",
                "OBLBDURATION",
                "ALARMCRITICAL",
                "HOSTSYNC",
                "DEADTIME",
                "RBWARNTIME",
                "NOCOMMWARNTIME",
                "FINALDELAY",
                "SHUTDOWNEXIT",
                "CERTVERIFY",
                "FORCESSL",
                "DEBUG_MIN");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void garbageIsNotZero(String directive) {
        assertError(":2: " + directive + " is given \"5x\"; give a whole number from ", "", directive + " 5x");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void moreThanAnIntIsRefused(String directive) {
        assertError(directive + " is given \"2147483648\"", directive + " 2147483648");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void anEmptyWordIsRefused(String directive) {
        assertError(directive + " is given \"\"", directive + " \"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "MINSUPPLIES, -1",
        "MINSUPPLIES, 1001",
        "POLLFAIL_LOG_THROTTLE_MAX, -2",
        "ALARMCRITICAL, 2",
        "HOSTSYNC, -1",
        "DEADTIME, -1",
        "RBWARNTIME, -1",
        "NOCOMMWARNTIME, -1",
        "FINALDELAY, -1",
        "FINALDELAY, 31622401",
        "OFFDURATION, 31622401",
        "CERTVERIFY, 2",
        "FORCESSL, -1",
        "DEBUG_MIN, 10",
        "DEBUG_MIN, -1"
    })
    void numberOutOfRangeIsRefused(String directive, String word) {
        assertError(directive + " is given \"" + word + "\"", directive + " " + word);
    }

    @Test
    void aYearIsStillTaken() {
        assertEquals(
                Duration.ofDays(366),
                ReadConf.faultless("DEADTIME 31622400").criticalRules().deadTime());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.049",
                "-1",
                "abc",
                "5.",
                ".5",
                "1.2345",
                "1e3",
                "0x10",
                "\"\"",
                "31622400.001",
                "999999999"
            })
    void pollingTimeThatWouldSpinOrIsNoneIsRefused(String word) {
        String shown = word.replace("\"", "");

        assertError("POLLFREQ is given \"" + shown + "\"; give seconds, at least 0.05", "POLLFREQ " + word);
        assertError("POLLFREQALERT is given \"" + shown + "\"", "POLLFREQALERT " + word);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 50", "0.5, 500", "1, 1000", "2.125, 2125", "007, 7000", "31622400, 31622400000"})
    void pollingTimeMayBeAFraction(String word, long millis) {
        assertEquals(
                Duration.ofMillis(millis),
                ReadConf.faultless("POLLFREQ " + word).polling().normal());
    }

    @Test
    void wrongValueLeavesTheDefault() {
        UpsmonConf conf = ReadConf.of("POLLFREQ x", "DEADTIME x").conf();

        assertEquals(Duration.ofSeconds(5), conf.polling().normal());
        assertEquals(Duration.ofSeconds(15), conf.criticalRules().deadTime());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN 1", "pollfreq 1", "=", "\"\" x", "MONITOR2"})
    void unknownDirectiveIsRefused(String line) {
        assertError(":1: unknown directive ", line);
    }

    @ParameterizedTest
    @CsvSource({
        "MINSUPPLIES, 0, it takes 1", "POWERDOWNFLAG, 0, it takes 1", "NOTIFYCMD, 0, it takes 1",
        "NOTIFYMSG ONLINE, 1, it takes 2", "NOTIFYFLAG ONLINE, 1, it takes 2", "CERTIDENT name, 1, it takes 2",
        "CERTHOST a b 1, 3, it takes 4", "MONITOR, 0, write MONITOR system"
    })
    void missingArgumentIsRefused(String line, int given, String remedy) {
        assertError(" has " + given + " arguments; " + remedy, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POLLFREQ 5 s", "NOTIFYMSG ONLINE on line", "CERTPATH /a b", "RUN_AS_USER a b"})
    void surplusWordsAreSaidAndIgnored(String line) {
        String warning = ReadConf.warning(line);

        assertEquals(
                Lexed.FILE + ":1: warning: " + line.substring(0, line.indexOf(' '))
                        + " has surplus words, which are ignored; quote or remove them",
                warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "2", "\"\"", "-2"})
    void certhostDemandThatIsNotANumberIsRefused(String word) {
        assertError("CERTHOST is given ", "CERTHOST host name " + word + " 0");
        assertError("CERTHOST is given ", "CERTHOST host name 0 " + word);
    }
}
