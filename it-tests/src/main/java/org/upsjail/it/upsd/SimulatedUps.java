// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One UPS as upsd sees it. Touched by the server's thread only. */
final class SimulatedUps {

    static final String STATUS = "ups.status";

    /** Whether upsd has data, and if not, why. */
    enum Driver {
        CONNECTED,
        STALE,
        GONE
    }

    final String name;
    private final TreeMap<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Driver driver = Driver.CONNECTED;
    Optional<String> description = Optional.empty();
    boolean fsd;
    int phantomLogins;

    SimulatedUps(String name) {
        this.name = name;
        variables.put(STATUS, "OL");
    }

    void set(String variable, String value) {
        variables.put(variable, value);
    }

    void remove(String variable) {
        variables.remove(variable);
    }

    /** The value as a client gets it: the latch stands before the driver's status. */
    Optional<String> value(String variable) {
        return Optional.ofNullable(variables.get(variable))
                .map(value -> fsd && STATUS.equalsIgnoreCase(variable) ? "FSD " + value : value);
    }

    /** All names with the driver's values, in upsd's order. */
    Map<String, String> variables() {
        return variables;
    }
}
