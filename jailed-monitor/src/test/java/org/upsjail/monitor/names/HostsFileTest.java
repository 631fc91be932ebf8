// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsFileTest {

    private static Map<String, List<String>> found(Set<String> wanted, String... lines) {
        HostsFile hosts = new HostsFile(wanted);
        List.of(lines).forEach(hosts::line);
        Map<String, List<String>> found = new TreeMap<>();
        hosts.found()
                .forEach((name, addresses) -> found.put(
                        name,
                        addresses.stream().map(InetAddress::getHostAddress).toList()));
        return found;
    }

    @Test
    void everyNameBehindAnAddressHasIt() {
        assertEquals(
                Map.of("nas", List.of("192.0.2.1"), "nas.example", List.of("192.0.2.1")),
                found(Set.of("nas", "nas.example"), "192.0.2.1\tnas.example  nas # the one downstairs"));
    }

    @Test
    void nameOnSeveralLinesHasAllAddressesInOrder() {
        assertEquals(
                Map.of("nas", List.of("192.0.2.9", "2001:db8:0:0:0:0:0:1", "192.0.2.1")),
                found(Set.of("nas"), "192.0.2.9 nas", "2001:db8::1 NAS", "  192.0.2.1 x nas."));
    }

    @Test
    void onlyWhatIsWantedIsKept() {
        assertEquals(Map.of(), found(Set.of("nas"), "0.0.0.0 ads.example", "192.0.2.1 nas2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#192.0.2.1 nas",
                "nas 192.0.2.1",
                "192.0.2.1",
                "192.0.2 nas",
                "192.0.2.1 # nas",
                "dns.example nas",
                "\u0000 nas"
            })
    void lineWithoutAnAddressAndTheNameSaysNothing(String line) {
        assertEquals(Map.of(), found(Set.of("nas"), line));
    }

    @Test
    void addressesOfANameAreBounded() {
        HostsFile hosts = new HostsFile(Set.of("nas"));
        for (int i = 0; i < 100; i++) {
            hosts.line("192.0.2." + i + " nas");
        }

        assertEquals(16, hosts.found().getOrDefault("nas", List.of()).size());
    }
}
