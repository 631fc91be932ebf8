// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.MonitorLine.Role;
import org.upsjail.protocol.config.Secret;
import org.upsjail.protocol.config.UpsAddress;
import org.upsjail.protocol.fact.UpsName;

/** MONITOR lines to test with. */
final class Monitors {

    private Monitors() {}

    static MonitorLine of(String system, Role role) {
        return of(system, 1, role);
    }

    static MonitorLine of(String system, int powerValue, Role role) {
        return new MonitorLine(
                new UpsName(system),
                UpsAddress.parse(system),
                powerValue,
                "user",
                new Secret("pass".toCharArray()),
                role);
    }

    /** Of a UPS that feeds others, and not this host. */
    static MonitorLine primaryForOthers() {
        return of("ups@host", 0, Role.PRIMARY);
    }

    static MonitorLine primary() {
        return of("ups@host", Role.PRIMARY);
    }

    static MonitorLine secondary() {
        return of("ups@host", Role.SECONDARY);
    }
}
