// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import org.upsjail.protocol.fact.UpsName;

/**
 * One MONITOR line.
 *
 * @param powerValue how many of this host's power supplies hang on the UPS; 0 means watched only
 * @param password empty where the dispatcher reads the file
 */
public record MonitorLine(
        UpsName ups, UpsAddress address, int powerValue, String userName, Secret password, Role role) {

    /** Whether this host commands the UPS or follows the host that does. */
    public enum Role {
        PRIMARY,
        SECONDARY
    }

    public boolean isPrimary() {
        return role == Role.PRIMARY;
    }
}
