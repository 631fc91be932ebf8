// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameServerTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 53",
        "192.0.2.1:5353, 192.0.2.1, 5353",
        "192.0.2.1:1, 192.0.2.1, 1",
        "255.255.255.255:65535, 255.255.255.255, 65535",
        "::1, ::1, 53",
        "::, ::, 53",
        "2001:DB8::1, 2001:DB8::1, 53",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, 53",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7::, 53",
        "::2:3:4:5:6:7:8, ::2:3:4:5:6:7:8, 53",
        "[::1]:5353, ::1, 5353",
        "2001:db8::53, 2001:db8::53, 53"
    })
    void addressesAreTaken(String word, String address, int port) {
        assertEquals(new NameServer(address, port), NameServer.parse(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dns.example",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "192.0.2.1:x",
                "[192.0.2.1]:53",
                "[::1]",
                "[::1]:",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "::g",
                ":1",
                "1:",
                "fe80::1%eth0",
                "::192.0.2.1"
            })
    void otherWordsAreNot(String word) {
        assertEquals(
                "\"" + word + "\" is not an address",
                assertThrows(IllegalArgumentException.class, () -> NameServer.parse(word))
                        .getMessage());
    }
}
