// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void debugLevelIsHowOftenItIsAskedFor() {
        assertEquals(0, MonitorOptions.parse("-f", "/x").debugLevel());
        assertEquals(2, MonitorOptions.parse("-D", "-f", "/x", "-D").debugLevel());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-f", "--one-service", "-f /x -f", "-f /x y", "-x", "/x", "-f /x --help", "-f/x"})
    void anythingElseIsAnsweredWithTheUsage(String words) {
        String[] arguments = words.isEmpty() ? new String[0] : words.split(" ");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> MonitorOptions.parse(arguments));

        assertEquals(MonitorOptions.USAGE, refused.getMessage());
    }
}
