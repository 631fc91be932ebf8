// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFamiliesTest {

    @ParameterizedTest
    @CsvSource({
        "BOTH, 2001:db8:0:0:0:0:0:2 2001:db8:0:0:0:0:0:1 192.0.2.9 192.0.2.1",
        "IPV4, 192.0.2.9 192.0.2.1",
        "IPV6, 2001:db8:0:0:0:0:0:2 2001:db8:0:0:0:0:0:1"
    })
    void eachFamilyKeepsItsOrder(AddressFamilies families, String selected) {
        List<InetAddress> addresses = Stream.of("192.0.2.9", "2001:db8::2", "192.0.2.1", "192.0.2.9", "2001:db8::1")
                .map(AddressLiteral::parse)
                .flatMap(Optional::stream)
                .toList();

        assertEquals(
                selected,
                String.join(
                        " ",
                        families.select(addresses).stream()
                                .map(InetAddress::getHostAddress)
                                .toList()));
    }

    @Test
    void oneFamilyCannotCrowdOutTheOther() {
        List<InetAddress> many = Stream.concat(
                        IntStream.range(0, 1000).mapToObj(i -> "2001:db8::" + Integer.toHexString(i)),
                        IntStream.range(0, 250).mapToObj(i -> "192.0.2." + i))
                .map(AddressLiteral::parse)
                .flatMap(Optional::stream)
                .toList();

        assertEquals(
                2 * AddressFamilies.MAX_ADDRESSES,
                AddressFamilies.BOTH.select(many).size());
        assertEquals(
                AddressFamilies.MAX_ADDRESSES, AddressFamilies.IPV4.select(many).size());
    }
}
