// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.util.Locale;
import java.util.Optional;

/** What can be asked of a running dispatcher. */
public enum OperatorVerb {
    FSD,
    STOP,
    RELOAD,
    STATUS,
    TEST;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first verb that begins with what was typed, as upsmon matches: {@code s} is stop. Nothing matches nothing. */
    public static Optional<OperatorVerb> beginningWith(String typed) {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        for (OperatorVerb verb : values()) {
            if (verb.word().startsWith(typed)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
