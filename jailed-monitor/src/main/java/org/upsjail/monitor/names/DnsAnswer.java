// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What came of a question.
 *
 * @param addresses in the order they came in; none unless {@link Outcome#FOUND}
 * @param timeToLive how long the addresses are good for, by those who gave them
 */
record DnsAnswer(Outcome outcome, List<InetAddress> addresses, Duration timeToLive) {

    /** From the best to the worst. */
    enum Outcome {
        FOUND("found"),
        /** The name has no address of the family asked for, or does not exist. */
        UNKNOWN("host not found"),
        /** A server answered that it cannot say, or not in DNS. */
        FAILED("the nameserver failed"),
        /** Nothing came in time. */
        SILENT("no nameserver answers");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    DnsAnswer {
        addresses = List.copyOf(addresses);
    }

    static DnsAnswer without(Outcome outcome) {
        return new DnsAnswer(outcome, List.of(), Duration.ZERO);
    }
}
