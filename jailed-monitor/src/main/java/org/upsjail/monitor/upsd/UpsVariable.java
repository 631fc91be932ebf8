// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

/**
 * The variables a poll asks for, in this order. All of them each time: drivers set and delete all but the first as the
 * state of the UPS changes, so that upsd may have tomorrow what it does not support today.
 */
enum UpsVariable {
    STATUS("ups.status"),
    ALARM("ups.alarm"),
    MODE_BUZZWORDS("ups.mode.buzzwords"),
    /** The name up to NUT 2.8.5. */
    EXPERIMENTAL_MODE_BUZZWORDS("experimental.ups.mode.buzzwords");

    private final String wireName;

    UpsVariable(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
