// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.util.Optional;

/** The score of systemd-analyze(1) security that a unit has and keeps; 10.0 is no protection at all. */
public enum UnitExposure {
    MONITOR("upsjail-monitor.service", Optional.empty(), 23),
    DISPATCHER("upsjail-dispatcher.service", Optional.empty(), 18),
    STRICT_DISPATCHER("upsjail-dispatcher.service", Optional.of("upsjail-dispatcher.service.d-strict.conf"), 8),
    ACCEPTANCE("upsjail-accept.service", Optional.empty(), 22);

    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // of a String
    private final Optional<String> dropIn;

    private final int tenths;

    UnitExposure(String unit, Optional<String> dropIn, int tenths) {
        this.unit = unit;
        this.dropIn = dropIn;
        this.tenths = tenths;
    }

    String unit() {
        return unit;
    }

    Optional<String> dropIn() {
        return dropIn;
    }

    /** As {@code --threshold} wants it. */
    int tenths() {
        return tenths;
    }

    /** As documents have it. */
    public String score() {
        return tenths / 10 + "." + tenths % 10;
    }
}
