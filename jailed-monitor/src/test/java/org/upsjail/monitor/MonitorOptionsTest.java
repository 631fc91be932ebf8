// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.monitor.names.AddressFamilies;

class MonitorOptionsTest {

    @Test
    void fileIsTaken() {
        MonitorOptions options = MonitorOptions.parse("-f", "/etc/nut/upsmon.conf");

        assertEquals(Path.of("/etc/nut/upsmon.conf"), options.configuration());
        assertFalse(options.oneService());
    }

    @Test
    void fileMayBeRelativeToWhereItIsStarted() {
        assertEquals(
                Path.of("upsmon.conf").toAbsolutePath(),
                MonitorOptions.parse("-f", "upsmon.conf").configuration());
    }

    @Test
    void oneServiceIsSaidBeforeOrBehindTheFile() {
        assertTrue(MonitorOptions.parse("--one-service", "-f", "/x").oneService());
        assertTrue(MonitorOptions.parse("-f", "/x", "--one-service").oneService());
    }

    @Test
    void checkIsAskedForByName() {
        assertTrue(MonitorOptions.parse("-f", "/x", "--check").check());
        assertFalse(MonitorOptions.parse("-f", "/x").check());
    }

    @Test
    void withoutAskingBothFamiliesAndTenSecondsHold() {
        MonitorOptions options = MonitorOptions.parse("-f", "/x");

        assertEquals(AddressFamilies.BOTH, options.families());
        assertEquals(Duration.ofSeconds(10), options.connectTimeout());
    }

    @Test
    void familyIsTakenHoweverOftenItIsSaid() {
        assertEquals(
                AddressFamilies.IPV4,
                MonitorOptions.parse("-f", "/x", "-4", "-4").families());
        assertEquals(
                AddressFamilies.IPV6, MonitorOptions.parse("-6", "-f", "/x").families());
    }

    @Test
    void debugLevelIsHowOftenItIsAskedFor() {
        assertEquals(0, MonitorOptions.parse("-f", "/x").debugLevel());
        assertEquals(2, MonitorOptions.parse("-D", "-f", "/x", "-D").debugLevel());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 3000", "0.5, 500", "3600.125, 3600125", "999999.999, 999999999"})
    void connectTimeoutIsInSeconds(String word, long millis) {
        assertEquals(
                Duration.ofMillis(millis),
                MonitorOptions.parse("-W", word, "-f", "/x").connectTimeout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-f",
                "--one-service",
                "-f /x -f",
                "-f /x y",
                "-x",
                "/x",
                "-f /x --help",
                "-f/x",
                "-f /x -4 -6",
                "-f /x -6 -4",
                "-f /x -W",
                "-f /x -W x",
                "-f /x -W -1",
                "-f /x -W 1.2345",
                "-f /x -W 1234567",
                "-f /x -W ."
            })
    void anythingElseIsAnsweredWithTheUsage(String words) {
        String[] arguments = words.isEmpty() ? new String[0] : words.split(" ");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> MonitorOptions.parse(arguments));

        assertEquals(MonitorOptions.USAGE, refused.getMessage());
    }
}
