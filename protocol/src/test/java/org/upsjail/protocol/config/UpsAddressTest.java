// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsAddressTest {

    @Test
    void nameAloneIsOnThisHost() {
        assertEquals(new UpsAddress("myups", "localhost", 3493), UpsAddress.parse("myups"));
    }

    @Test
    void hostHasTheStandardPort() {
        assertEquals(new UpsAddress("myups", "10.0.0.5", 3493), UpsAddress.parse("myups@10.0.0.5"));
    }

    @Test
    void hostMayHaveAPort() {
        assertEquals(new UpsAddress("myups", "ups.example", 1), UpsAddress.parse("myups@ups.example:1"));
    }

    @Test
    void highestPortIsTaken() {
        assertEquals(65535, UpsAddress.parse("myups@host:65535").port());
    }

    @Test
    void bracketedAddressHasTheStandardPort() {
        assertEquals(new UpsAddress("myups", "::1", 3493), UpsAddress.parse("myups@[::1]"));
    }

    @Test
    void bracketedAddressMayHaveAPort() {
        assertEquals(new UpsAddress("myups", "fe80::1%eth0", 99), UpsAddress.parse("myups@[fe80::1%eth0]:99"));
    }

    @Test
    void bracketedAddressMayBeOneCharacterLong() {
        assertEquals(new UpsAddress("myups", "h", 3493), UpsAddress.parse("myups@[h]"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', has no UPS name before @",
        "@host, has no UPS name before @",
        "ups:3493, has a port but no host",
        "ups:3493@host, has a port but no host",
        "ups@, has no host after @",
        "ups@:3493, has no host after @",
        "ups@::1, has no host after @",
        "ups@fe80::1:3493, a port that is not a number from 1 to 65535",
        "ups@host@host, has a malformed host",
        "ups@@host, has a malformed host",
        "ups@]host, has a malformed host",
        ":ups@host, has a port but no host",
        "ups@ho[st, has a malformed host",
        "ups@::1], has no host after @",
        "ups@host], has a malformed host",
        "ups@[::1, has an unclosed or empty [address]",
        "ups@[], has an unclosed or empty [address]",
        "ups@[]:3493, has an unclosed or empty [address]",
        "ups@[::1]3493, something other than :port after ]",
        "ups@[[::1]], something other than :port after ]",
        "ups@[::1]:, a port that is not a number from 1 to 65535",
        "ups@host:, a port that is not a number from 1 to 65535",
        "ups@host:0, a port that is not a number from 1 to 65535",
        "ups@host:65536, a port that is not a number from 1 to 65535",
        "ups@host:000001, a port that is not a number from 1 to 65535",
        "ups@host:-1, a port that is not a number from 1 to 65535",
        "ups@host:nut, a port that is not a number from 1 to 65535",
    })
    void malformedSystemIsRefusedWithItsReason(String system, String reason) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> UpsAddress.parse(system))
                .getMessage());

        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("\"" + system + "\""), message);
    }
}
