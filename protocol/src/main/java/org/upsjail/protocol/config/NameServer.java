// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.Arrays;

/**
 * A nameserver of NAMESERVERS.
 *
 * @param address an address as it is written, an IPv6 address without brackets
 */
public record NameServer(String address, int port) {

    /** RFC 1035. */
    private static final int DEFAULT_PORT = 53;

    private static final int IPV6_GROUPS = 8;

    /**
     * {@code address}, {@code ipv4:port} or {@code [ipv6]:port}; no names, since nobody could be asked for them.
     *
     * @throws IllegalArgumentException with the reason, in words for an admin
     */
    static NameServer parse(String word) {
        if (isIpv4(word) || isIpv6(word)) {
            return new NameServer(word, DEFAULT_PORT);
        }
        int colon = word.lastIndexOf(':');
        if (colon > 0 && word.substring(colon + 1).matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(word.substring(colon + 1));
            String place = word.substring(0, colon);
            boolean bracketed = place.startsWith("[") && place.endsWith("]");
            String address = bracketed ? place.substring(1, place.length() - 1) : place;
            if (port >= 1 && port <= 65535 && (bracketed ? isIpv6(address) : isIpv4(address))) {
                return new NameServer(address, port);
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is not an address");
    }

    private static boolean isIpv4(String text) {
        return text.matches("([0-9]{1,3})(\\.[0-9]{1,3}){3}")
                && Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).allMatch(part -> part <= 255);
    }

    /** Groups of hexadecimal digits, one gap at most; neither a zone nor an IPv4 address at its end. */
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        boolean wellFormed = text.matches(
                "(([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*)?::)?" + "([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*)?");
        long groups =
                Arrays.stream(text.split(":")).filter(group -> !group.isEmpty()).count();
        return wellFormed && text.indexOf(':') >= 0 && (gap < 0 ? groups == IPV6_GROUPS : groups < IPV6_GROUPS);
    }
}
