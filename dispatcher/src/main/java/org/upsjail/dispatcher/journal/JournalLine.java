// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * A record with its place and time.
 *
 * @param number counts up over the lives of dispatchers; a missing one was lost
 * @param mono of the monotonic clock, which goes on while the host runs; to the millisecond
 * @param wall what the clock on the wall said, for people; to the millisecond
 * @param carried whether it stood in an earlier file and is repeated so that this one can be read alone
 */
public record JournalLine(long number, Duration mono, Instant wall, boolean carried, JournalRecord record) {

    JournalLine carry() {
        return new JournalLine(number, mono, wall, true, record);
    }

    /** The same place and time, for what follows from the record. */
    JournalLine carrying(JournalRecord other) {
        return new JournalLine(number, mono, wall, true, other);
    }
}
