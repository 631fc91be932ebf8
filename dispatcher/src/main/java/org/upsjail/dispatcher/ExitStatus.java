// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The exit status of a program that ends by what it throws: one that every service manager of ours starts anew. */
final class ExitStatus {

    /** That of a JVM that has run out of memory, too; the units restart it. */
    static final int UNFORESEEN = 3;

    private ExitStatus() {}

    /**
     * Gives the status that {@code program} returns, or {@link #UNFORESEEN} for whatever it throws.
     *
     * @param log takes one line about what was thrown
     */
    static int of(IntSupplier program, Consumer<String> log) {
        try {
            return program.getAsInt();
        } catch (Throwable fault) {
            say(fault, log);
            return UNFORESEEN;
        }
    }

    private static void say(Throwable fault, Consumer<String> log) {
        try {
            log.accept("upsjail: ends by an internal error, please report it: " + fault);
        } catch (Throwable again) {
            // The status is worth more than the line.
        }
    }
}
