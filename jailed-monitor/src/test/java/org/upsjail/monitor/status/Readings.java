// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import java.util.List;
import java.util.Optional;

/** Readings to test with. */
final class Readings {

    private Readings() {}

    /** Of a upsd that has nothing but the status. */
    static UpsStatus ofStatus(String status) {
        return UpsStatus.of(new UpsReading(status, Optional.empty(), List.of()));
    }

    static UpsStatus withAlarm(String status, String alarm) {
        return UpsStatus.of(new UpsReading(status, Optional.of(alarm), List.of()));
    }

    static UpsStatus withBuzzwords(String status, String... buzzwords) {
        return UpsStatus.of(new UpsReading(status, Optional.empty(), List.of(buzzwords)));
    }
}
