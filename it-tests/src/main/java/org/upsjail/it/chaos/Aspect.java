// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.Arrays;
import java.util.Optional;
import org.upsjail.it.differential.Condition;

/** What of a UPS is told when it changes: docs/upsmon-compatibility.md, "Notify types". */
enum Aspect {
    POWER("ONBATT", "ONLINE", "OB"),
    CHARGE("LOWBATT", "", "LB"),
    /** Told again only after RBWARNTIME, which is longer than any life here. */
    HEALTH("REPLBATT", "", "RB"),
    FORCED("FSD", "", ""),
    COMMUNICATION("COMMBAD", "COMMOK", ""),
    CALIBRATION("CAL", "NOTCAL", "CAL"),
    BYPASS("BYPASS", "NOTBYPASS", "BYPASS"),
    ALARM("ALARM", "NOTALARM", "ALARM"),
    LOAD("OVER", "NOTOVER", "OVER"),
    TRIM("TRIM", "NOTTRIM", "TRIM"),
    BOOST("BOOST", "NOTBOOST", "BOOST");

    private final String troubled;
    private final String well;
    private final String word;

    Aspect(String troubled, String well, String word) {
        this.troubled = troubled;
        this.well = well;
        this.word = word;
    }

    /** The one that an announcement is of. */
    static Optional<Aspect> of(String type) {
        return Arrays.stream(values())
                .filter(aspect -> aspect.troubled.equals(type) || aspect.well.equals(type))
                .findFirst();
    }

    /** Whether {@code type} says that the trouble is there. */
    boolean saysTrouble(String type) {
        return troubled.equals(type);
    }

    /** What is told when the trouble comes or goes; empty: nothing. */
    String type(boolean trouble) {
        return trouble ? troubled : well;
    }

    boolean toldOnce() {
        return this == HEALTH;
    }

    /** Critical ones do not wait behind others. */
    boolean overtakes() {
        return this == CHARGE || this == FORCED;
    }

    /** Whether the trouble is there, by what upsd says. */
    boolean troubledBy(Condition condition, boolean latched) {
        return switch (this) {
            case FORCED -> latched;
            case COMMUNICATION -> !condition.communicates();
            default -> condition.says(word);
        };
    }
}
