// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.story;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the story: causes as headings, and under each what came of it, with the time since. */
final class Teller {

    private final PrintStream out;
    private long cause = System.nanoTime();

    Teller(PrintStream out) {
        this.out = out;
    }

    void title(String line) {
        out.println(line);
    }

    /** From here on times count from now. */
    void cause(String what) {
        out.println();
        out.println(what);
        cause = System.nanoTime();
    }

    /** It was seen just now. */
    void seen(String what) {
        seen(what, System.nanoTime());
    }

    /** It was seen at {@code nanos} of the monotonic clock. */
    void seen(String what, long nanos) {
        out.printf(Locale.ROOT, "  %6.2f s  %s%n", (nanos - cause) / 1e9, what);
    }

    void remark(String what) {
        out.println("            " + what);
    }
}
