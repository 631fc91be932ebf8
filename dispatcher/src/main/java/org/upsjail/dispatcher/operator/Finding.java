// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.util.Locale;

/** One thing {@code upsjail check} has to say. */
public record Finding(Kind kind, String text) {

    /** What it means for a start. */
    public enum Kind {
        /** Refuses it. */
        ERROR,
        /** Does not, and should be looked at. */
        WARNING,
        /** Says what would happen. */
        FACT
    }

    public static Finding error(String text) {
        return new Finding(Kind.ERROR, text);
    }

    public static Finding warning(String text) {
        return new Finding(Kind.WARNING, text);
    }

    public static Finding fact(String text) {
        return new Finding(Kind.FACT, text);
    }

    String line() {
        return kind == Kind.FACT ? text : kind.name().toLowerCase(Locale.ROOT) + ": " + text;
    }
}
