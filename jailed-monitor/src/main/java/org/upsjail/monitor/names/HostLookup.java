// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.util.List;

/**
 * What a host name came to.
 *
 * @param addresses to be tried in this order; none if there are none
 * @param reason why there are none, in our own words
 */
public record HostLookup(List<InetAddress> addresses, String reason) {

    public HostLookup {
        addresses = List.copyOf(addresses);
    }
}
