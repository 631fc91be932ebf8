// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** An address written as such. */
final class AddressLiteral {

    private AddressLiteral() {}

    /** The address, if the whole of {@code text} is one, an IPv6 address with its {@code %zone} or without, no brackets. */
    static Optional<InetAddress> parse(String text) {
        boolean ipv6 = NetUtil.isValidIpV6Address(text) && text.indexOf('[') < 0;
        if (!ipv6 && !NetUtil.isValidIpV4Address(text)) {
            return Optional.empty();
        }
        try {
            // No resolver is asked for what is known to be an address; the zone is looked for among the interfaces.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException noSuchZone) {
            return Optional.empty();
        }
    }
}
