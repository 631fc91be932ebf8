// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

/**
 * Where a UPS is: {@code upsname[@host[:port]]} of a MONITOR line, taken apart.
 *
 * @param host a name or an address literal, an IPv6 literal without its brackets
 */
public record UpsAddress(String upsName, String host, int port) {

    /** IANA's port for NUT (RFC 9271). */
    public static final int DEFAULT_PORT = 3493;

    private static final String DEFAULT_HOST = "localhost";

    /** @throws IllegalArgumentException with the reason, in words for an admin */
    public static UpsAddress parse(String system) {
        int at = system.indexOf('@');
        String ups = at < 0 ? system : system.substring(0, at);
        requireUpsName(system, ups);
        if (at < 0) {
            return new UpsAddress(ups, DEFAULT_HOST, DEFAULT_PORT);
        }
        String place = system.substring(at + 1);
        return place.startsWith("[") ? bracketed(system, ups, place) : plain(system, ups, place);
    }

    private static UpsAddress plain(String system, String ups, String place) {
        int colon = place.indexOf(':');
        String host = colon < 0 ? place : place.substring(0, colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("\"" + system + "\" has no host after @");
        }
        if (host.indexOf('@') >= 0 || host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw new IllegalArgumentException("\"" + system + "\" has a malformed host");
        }
        return new UpsAddress(ups, host, colon < 0 ? DEFAULT_PORT : port(system, place.substring(colon + 1)));
    }

    private static UpsAddress bracketed(String system, String ups, String place) {
        int close = place.indexOf(']');
        if (close < 2) {
            throw new IllegalArgumentException("\"" + system + "\" has an unclosed or empty [address]");
        }
        String rest = place.substring(close + 1);
        if (!rest.isEmpty() && rest.charAt(0) != ':') {
            throw new IllegalArgumentException("\"" + system + "\" has something other than :port after ]");
        }
        return new UpsAddress(
                ups, place.substring(1, close), rest.isEmpty() ? DEFAULT_PORT : port(system, rest.substring(1)));
    }

    private static void requireUpsName(String system, String ups) {
        if (ups.isEmpty()) {
            throw new IllegalArgumentException("\"" + system + "\" has no UPS name before @");
        }
        if (ups.indexOf(':') >= 0) {
            throw new IllegalArgumentException("\"" + system + "\" has a port but no host");
        }
    }

    private static int port(String system, String word) {
        if (word.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(word);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException("\"" + system + "\" has a port that is not a number from 1 to 65535");
    }
}
