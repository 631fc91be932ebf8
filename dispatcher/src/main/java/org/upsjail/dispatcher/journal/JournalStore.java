// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
import java.util.List;

/** Where lines are kept. */
interface JournalStore {

    /** Keeps all of {@code lines} or, throwing, none. May take as long as a disk takes. */
    void append(List<JournalLine> lines) throws IOException;

    /** Does what else is to be done about {@code lines}, which were appended last, and nobody waits for. */
    default void settle(List<JournalLine> lines) throws IOException {}
}
