// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.Map;

/**
 * What happens between two comparisons.
 *
 * @param disturbance what happens to connections
 * @param changes the new condition of each UPS that gets one
 */
record Step(Disturbance disturbance, Map<String, Condition> changes) {

    Step {
        changes = Map.copyOf(changes);
    }

    static Step of(Map<String, Condition> changes) {
        return new Step(Disturbance.NONE, changes);
    }

    static Step status(String ups, String status) {
        return of(Map.of(ups, Condition.served(status)));
    }
}
