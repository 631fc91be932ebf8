// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import org.jspecify.annotations.Nullable;

/** The ERR lines of upsd. */
final class UpsdError {

    private UpsdError() {}

    static String err(String code) {
        return "ERR " + code + "\n";
    }

    /** Why there is no data of this UPS, or null if there is. */
    static @Nullable String unavailable(SimulatedUps ups) {
        return switch (ups.driver) {
            case CONNECTED -> null;
            case STALE -> err("DATA-STALE");
            case GONE -> err("DRIVER-NOT-CONNECTED");
        };
    }
}
