// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.List;
import java.util.Map;

/**
 * What stays as it is during a life.
 *
 * @param serverOf which upsd serves a UPS
 * @param minSupplies MINSUPPLIES; every UPS is worth one
 * @param primary the role of all MONITOR lines
 */
record World(Map<String, String> serverOf, int minSupplies, boolean primary) {

    static final long DEADTIME = 4_000;
    static final long HOSTSYNC = 4_000;
    static final long FINALDELAY = 1_000;

    World {
        serverOf = Map.copyOf(serverOf);
    }

    List<String> upses() {
        return serverOf.keySet().stream().sorted().toList();
    }

    List<String> servers() {
        return serverOf.values().stream().distinct().sorted().toList();
    }
}
