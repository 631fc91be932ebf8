// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** resolv.conf(5) line by line. */
class ResolvConfParserTest {

    private final List<String> complaints = new ArrayList<>();

    private ResolvConf parse(String... lines) {
        return ResolvConfParser.parse(List.of(lines), "host", complaints::add);
    }

    @Test
    void emptyFileMeansTheServerOnThisHostAndTheDefaults() {
        assertEquals(new ResolvConf(ResolvConf.ownServer(), List.of(), 1, Duration.ofSeconds(5), 2), parse());
        assertEquals("[localhost/127.0.0.1:53]", ResolvConf.ownServer().toString());
    }

    @Test
    void serversAreTakenInOrder() {
        assertEquals(
                "[/192.0.2.1:53, /[2001:db8:0:0:0:0:0:1]:53]",
                parse("nameserver 192.0.2.1", "nameserver\t 2001:db8::1")
                        .servers()
                        .toString());
        assertEquals(List.of(), complaints);
    }

    @Test
    void fourthServerIsOneTooMany() {
        assertEquals(
                3,
                parse("nameserver 192.0.2.1", "nameserver 192.0.2.2", "nameserver 192.0.2.3", "nameserver 192.0.2.4")
                        .servers()
                        .size());
        assertEquals(List.of("resolv.conf line 4 is passed over: more than 3 nameservers"), complaints);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nameserver",
                "nameserver ",
                "nameserver 192.0.2",
                "nameserver dns.example",
                "nameserver 192.0.2.256",
                "nameserver [::1]",
                "nameserver 192.0.2.1:53",
                "nameserver fe80::1%nosuchzone"
            })
    void serverWithoutAnAddressIsSaidAndPassedOver(String line) {
        assertEquals(ResolvConf.ownServer(), parse("# a comment", line).servers());
        assertEquals(List.of("resolv.conf line 2 is passed over: nameserver without an address"), complaints);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# nameserver 192.0.2.1",
                "; nameserver 192.0.2.1",
                " nameserver 192.0.2.1",
                "Nameserver 192.0.2.1",
                "sortlist 192.0.2.1",
                "",
                "   "
            })
    void whatBeginsOtherwiseIsNoServer(String line) {
        assertEquals(ResolvConf.ownServer(), parse(line).servers());
        assertEquals(List.of(), complaints);
    }

    @Test
    void lastOfSearchAndDomainCounts() {
        assertEquals(
                List.of("c.example"),
                parse("search a.example b.example", "domain C.example.").search());
        assertEquals(
                List.of("a.example", "b.example"),
                parse("domain c", "search a.example b.example").search());
    }

    @Test
    void domainOfThisHostIsSearchedUnlessTheFileSaysOtherwise() {
        ResolvConf conf = ResolvConfParser.parse(List.of(), "host.lan.example", complaints::add);

        assertEquals(List.of("lan.example"), conf.search());
        assertEquals(
                List.of(),
                ResolvConfParser.parse(List.of("search ."), "h.lan.example", complaints::add)
                        .search());
    }

    @Test
    void searchDomainsAreBoundedAndMustBeNames() {
        assertEquals(
                List.of("a", "b", "c", "d", "e", "f", "g", "h"),
                parse("search a b c d e f g h i").search());
        assertEquals(List.of("a"), parse("search a..b a exa$mple").search());
        assertEquals(3, complaints.size());
    }

    @ParameterizedTest
    @CsvSource({
        "ndots:2, 2, 5, 2",
        "ndots:0, 0, 5, 2",
        "ndots:99, 15, 5, 2",
        "timeout:1, 1, 1, 2",
        "timeout:0, 1, 1, 2",
        "timeout:31, 1, 30, 2",
        "timeout:99999999999, 1, 30, 2",
        "attempts:5, 1, 5, 5",
        "attempts:6, 1, 5, 5",
        "attempts:0, 1, 5, 1",
        "rotate, 1, 5, 2",
        "edns0 ndots:3 trust-ad, 3, 5, 2"
    })
    void optionsAreCappedAsTheManualSays(String options, int ndots, int timeout, int attempts) {
        ResolvConf conf = parse("options " + options);

        assertEquals(ndots, conf.ndots());
        assertEquals(Duration.ofSeconds(timeout), conf.timeout());
        assertEquals(attempts, conf.attempts());
        assertEquals(List.of(), complaints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndots:", "ndots:x", "ndots:-1", "timeout:1s"})
    void optionWithoutANumberIsSaidAndKeepsItsDefault(String option) {
        assertEquals(parse(), parse("options " + option));
        assertEquals(1, complaints.size());
    }
}
