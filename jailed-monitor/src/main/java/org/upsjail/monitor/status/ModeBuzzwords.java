// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code ups.mode.buzzwords}: words of the form {@code vendor:name:MODE}, by which drivers say in a vendor's own terms how
 * the UPS works just now.
 */
final class ModeBuzzwords {

    /** Vendors' names for feeding the load from the line to save energy: economy, energy saver, high efficiency, smart. */
    private static final Set<String> ECO_MODES = Set.of("ECO", "ESS", "HE", "SMART");

    private ModeBuzzwords() {}

    /** Whether a part behind a colon is one of the names, whole and in any case. */
    static boolean sayEco(String value) {
        for (String word : List.of(value.strip().split(" +", -1))) {
            List<String> parts = List.of(word.toUpperCase(Locale.ROOT).split(":", -1));
            if (parts.stream().skip(1).anyMatch(ECO_MODES::contains)) {
                return true;
            }
        }
        return false;
    }
}
