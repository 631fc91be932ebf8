// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.time.Duration;

/** Constants of the looking up of names that documents state. */
public final class NamesFigures {

    private NamesFigures() {}

    public static Duration limitOfTheHostsResolver() {
        return HostResolver.LIMIT;
    }

    public static long mostBytesOfAFile() {
        return NameFiles.MAX_BYTES;
    }

    public static long mostBytesOfHosts() {
        return NameFiles.MAX_HOSTS_BYTES;
    }

    public static int mostBytesOfALine() {
        return BoundedLines.MAX_LINE_BYTES;
    }

    public static int mostStrangers() {
        return DnsExchange.MAX_STRANGERS;
    }

    public static int mostAddresses() {
        return AddressFamilies.MAX_ADDRESSES;
    }

    public static Duration limitOfALookUp() {
        return DnsLookup.LIMIT;
    }

    public static Duration patienceWithAnAddress() {
        return HostName.PATIENCE;
    }

    public static int mostQuestions() {
        return LookupSteps.MAX_STEPS;
    }

    public static int mostBytesOfADatagram() {
        return DnsExchange.MAX_DATAGRAM_BYTES;
    }

    public static int mostBytesOverTcp() {
        return DnsExchange.MAX_TCP_BYTES;
    }

    public static int mostAliases() {
        return DnsAnswerReader.MAX_ALIASES;
    }

    public static Duration longestLife() {
        return HostName.LONGEST;
    }
}
