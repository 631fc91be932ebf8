// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import java.util.Locale;

/**
 * One line a program wrote.
 *
 * @param stream where
 * @param text without its line end, cut at {@link RunningProgram#MAX_LINE} characters
 * @param nanos when it was read, on the clock of {@link System#nanoTime}
 */
public record OutputLine(Stream stream, String text, long nanos) {

    /** Where a program writes. */
    public enum Stream {
        /** fd 1. */
        STDOUT,
        /** fd 2. */
        STDERR
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %s %s", nanos / 1e9, stream, text);
    }
}
