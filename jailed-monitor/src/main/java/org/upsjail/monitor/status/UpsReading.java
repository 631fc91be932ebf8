// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import java.util.List;
import java.util.Optional;

/**
 * What one poll brought, as upsd gave it.
 *
 * @param status {@code ups.status}
 * @param alarm {@code ups.alarm}; empty when upsd has no such variable
 * @param modeBuzzwords {@code ups.mode.buzzwords} and its older name, as far as upsd has them
 */
public record UpsReading(String status, Optional<String> alarm, List<String> modeBuzzwords) {

    public UpsReading {
        modeBuzzwords = List.copyOf(modeBuzzwords);
    }
}
