// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

/** What a fact is about. Of each aspect of a UPS the last stated fact holds. */
public enum Aspect {
    POWER,
    BATTERY_CHARGE,
    FORCED_SHUTDOWN,
    BATTERY_HEALTH,
    COMMUNICATION,
    LOGIN,
    CALIBRATION,
    OUTPUT,
    BYPASS,
    ECO,
    ALARM,
    LOAD,
    TRIM,
    BOOST,
    OTHER,
    SECONDARIES
}
