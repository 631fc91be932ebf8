// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.List;
import java.util.Map;
import org.upsjail.it.upsd.UpsdUser;

/**
 * One life of several UPSes.
 *
 * <p>Beside its UPSes there is always one more, the {@link #MARKER}: it is never low, so that no step but the last shuts a
 * host down, and it changes between line and battery at the end of each step, last of all, so that whoever has announced
 * that has announced all before.
 *
 * @param name what to call it in a report; the seed of a random one
 * @param role of both programs
 * @param start what upsd says when the programs are started
 * @param steps what happens then
 * @param ending how it ends
 */
record Life(String name, UpsdUser.Role role, Map<String, Condition> start, List<Step> steps, Ending ending) {

    /** The UPS that ends each step; monitored last. */
    static final String MARKER = "marker";

    Life {
        start = Map.copyOf(start);
        steps = List.copyOf(steps);
    }

    /** Its UPSes in the order of the MONITOR lines, without the marker. */
    List<String> upses() {
        return start.keySet().stream().sorted().toList();
    }

    @Override
    public String toString() {
        return "life " + name + " (" + role + ", " + steps.size() + " steps, " + ending + ")";
    }
}
