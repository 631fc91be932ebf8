// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

/** STARTTLS of upsjail.conf: whether servers are asked for TLS. */
public enum StartTls {
    /** Never. */
    OFF,
    /** Always, and where a server has none the connection stays plain unless upsmon.conf demands TLS. */
    TRY,
    /** Always, and where a server has none there is no connection, whatever upsmon.conf says. */
    REQUIRE
}
