// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.upsjail.it.chaos.Event.Says;
import org.upsjail.it.chaos.Event.Settled;
import org.upsjail.it.chaos.Event.Told;
import org.upsjail.it.differential.Condition;

/** Histories of one UPS on one server, MINSUPPLIES 1. */
final class Histories {

    private Histories() {}

    static final World WORLD = new World(Map.of("ups", "north"), 1, true);

    /** Long after everything. */
    static final Event OVER = new Settled(100_000);

    static Event says(long at, String status) {
        return new Says(at, "ups", Condition.served(status));
    }

    static Event told(long at, String type) {
        return new Told(at, type, "ups", false);
    }

    static Event repeated(long at, String type) {
        return new Told(at, type, "ups", true);
    }

    static ArgumentSet wrong(String name, String what, Event... events) {
        return Arguments.argumentSet(name, what, List.of(events));
    }

    static ArgumentSet right(String name, Event... events) {
        return Arguments.argumentSet(name, List.of(events));
    }
}
