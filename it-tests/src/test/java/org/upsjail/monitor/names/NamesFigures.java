// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.time.Duration;

/** Constants of the looking up of names that documents state. */
public final class NamesFigures {

    private NamesFigures() {}

    public static Duration limitOfTheHostsResolver() {
        return HostResolver.LIMIT;
    }
}
