// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

/** The flags of NOTIFYFLAG in upsmon.conf(5). */
public enum NotifyFlag {
    SYSLOG,
    WALL,
    EXEC,
    /** Nothing at all, whatever else is set. */
    IGNORE
}
