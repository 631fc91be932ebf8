// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.protocol.config.ReadConf.assertError;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.config.MonitorLine.Role;
import org.upsjail.protocol.fact.UpsName;

class MonitorDirectiveTest {

    @Test
    void everyArgumentIsRead() {
        MonitorLine line = only("MONITOR myups@10.0.0.5:99 2 \"the user\" pass primary");

        assertEquals(new UpsName("myups@10.0.0.5:99"), line.ups());
        assertEquals(new UpsAddress("myups", "10.0.0.5", 99), line.address());
        assertEquals(2, line.powerValue());
        assertEquals("the user", line.userName());
        assertArrayEquals("pass".toCharArray(), line.password().copyOfValue());
        assertTrue(line.isPrimary());
    }

    @ParameterizedTest
    @CsvSource({
        "primary, PRIMARY", "Primary, PRIMARY", "MASTER, PRIMARY", "master, PRIMARY",
        "secondary, SECONDARY", "SECONDARY, SECONDARY", "slave, SECONDARY", "Slave, SECONDARY"
    })
    void rolesAreReadInAnyCase(String word, Role role) {
        assertEquals(role, only("MONITOR ups 1 user pass " + word).role());
    }

    @Test
    void whoIsSecondaryIsNoPrimary() {
        assertFalse(only("MONITOR ups 1 user pass secondary").isPrimary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prim", "\"\"", "primary2", "guest"})
    void unknownRoleIsNotTakenForASecondary(String word) {
        assertError(":1: the role is not one of upsd's", "MONITOR ups 1 user pass " + word);
    }

    @Test
    void lineWithoutUserNameIsRefused() {
        assertError("MONITOR has 4 arguments; write MONITOR system powervalue", "MONITOR ups 1 pass master");
    }

    @Test
    void lineWithASurplusWordIsRefused() {
        assertError("MONITOR has 6 arguments; write MONITOR system powervalue", "MONITOR ups 1 user pa ss primary");
    }

    @Test
    void unquotedEqualsSignInAPasswordIsRefused() {
        assertError("MONITOR has 7 arguments", "MONITOR ups 1 user pa=ss primary");
    }

    @Test
    void powerValueMayBeZero() {
        assertEquals(0, only("MONITOR ups 0 user pass primary").powerValue());
    }

    @Test
    void powerValueMayBeAThousand() {
        assertEquals(1000, only("MONITOR ups 1000 user pass primary").powerValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "1x", "1.5", "\"\"", "99999999999"})
    void powerValueOutOfRangeIsRefused(String word) {
        assertError("give a whole number from 0 to 1000", "MONITOR ups " + word + " user pass primary");
    }

    @Test
    void malformedSystemIsRefused() {
        assertError(":1: MONITOR: \"@host\" has no UPS name before @", "MONITOR @host 1 user pass primary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"my ups\"", "ups@h\\\"ost", "ups@host/x"})
    void systemOutsideTheAlphabetIsRefused(String system) {
        assertError("has a character outside", "MONITOR " + system + " 1 user pass primary");
    }

    @Test
    void systemAsLongAsAFrameTakesIsTaken() {
        String longest = "u".repeat(UpsName.MAX_BYTES);

        assertEquals(
                longest,
                only("MONITOR " + longest + " 1 user pass primary").ups().value());
    }

    @Test
    void systemLongerThanAFrameTakesIsRefused() {
        String tooLong = "u".repeat(UpsName.MAX_BYTES + 1);

        assertError("the system name is longer than 127", "MONITOR " + tooLong + " 1 user pass primary");
    }

    @Test
    void everyMistakeOfALineIsReported() {
        ReadConf read = ReadConf.of("MONITOR ups@ x user pass guest");

        assertEquals(3, read.problems().size(), () -> read.problems().toString());
        assertEquals(List.of(), read.conf().monitors());
    }

    @Test
    void linesKeepTheirOrder() {
        UpsmonConf conf = ReadConf.faultless("MONITOR b 1 u p primary", "MONITOR a 1 u p primary");

        assertEquals(
                List.of(new UpsName("b"), new UpsName("a")),
                conf.monitors().stream().map(MonitorLine::ups).toList());
    }

    @Test
    void ofTwoLinesForOneSystemTheFirstCounts() {
        ReadConf read = ReadConf.of("MONITOR a 1 u p primary", "MONITOR a 2 u p secondary");

        assertEquals(1, read.conf().monitors().size());
        assertEquals(1, read.conf().monitors().get(0).powerValue());
        assertEquals(
                Lexed.FILE + ":2: warning: a is monitored already; remove this line",
                read.problems().get(0).toString());
    }

    private static MonitorLine only(String line) {
        return ReadConf.faultless(line).monitors().get(0);
    }
}
