// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nas",
                "NAS.Example",
                "nas.example.",
                "_x-1.b",
                "1nas",
                "10.in-addr.arpa",
                "xn--bcher-kva.example"
            })
    void namesOfHostsAreAskedFor(String name) {
        assertTrue(DnsName.isAskable(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "a b",
                "b\u00FCcher",
                "127.1",
                "10.0.0.256",
                "a.1",
                "a/b",
                "a\\046b",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void otherWordsAreNot(String name) {
        assertFalse(DnsName.isAskable(name));
    }

    @Test
    void nameLongerThanDnsAllowsIsNotAskedFor() {
        assertFalse(DnsName.isAskable("a.".repeat(126) + "aa"));
        assertTrue(DnsName.isAskable("a.".repeat(126) + "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "nas, 1, nas.a nas.b.c nas",
        "nas.x, 1, nas.x nas.x.a nas.x.b.c",
        "nas.x, 2, nas.x.a nas.x.b.c nas.x",
        "nas, 0, nas nas.a nas.b.c",
        "NAS., 1, nas",
        "nas.x., 5, nas.x"
    })
    void candidatesAreThoseOfResolvConf(String host, int ndots, String candidates) {
        assertEquals(candidates, String.join(" ", DnsName.candidates(host, List.of("a", "b.c"), ndots)));
    }

    @Test
    void completedNameThatIsTooLongIsLeftOut() {
        String longest = "a.".repeat(126) + "a";

        assertEquals(List.of(longest), DnsName.candidates(longest, List.of("a"), 1));
    }
}
