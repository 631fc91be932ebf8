// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.upsjail.it.upsd.UpsdUser.Role;

/** The transitions one by one, so that each is met in every run. */
final class ScriptedLives {

    private static final String UPS = "alpha";
    private static final String OTHER = "beta";

    private ScriptedLives() {}

    static List<Life> all() {
        return List.of(
                everyWord(),
                everyLoss("OL"),
                everyLoss("OB"),
                coldStart(),
                lowBattery(Role.PRIMARY),
                lowBattery(Role.SECONDARY));
    }

    /** Each word appears beside OL and goes, then with the battery. */
    static Life everyWord() {
        List<Step> steps = new ArrayList<>();
        Stream.of("OB", "OB LB", "OB", "OL", "OL RB", "OL", "OL CAL", "OL", "OB CAL LB", "OL LB", "OL FSD", "OL")
                .forEach(status -> steps.add(Step.status(UPS, status)));
        // What 2.8.0 does not know comes two at a time: here silence is what is compared.
        Stream.of("OFF BYPASS", "OL OVER TRIM", "OL BOOST ALARM", "OL ECO TEST", "WAIT", "OB FOOBAR", "OL CHRG HB")
                .forEach(status -> steps.add(Step.status(UPS, status)));
        return new Life("of every word", Role.PRIMARY, served(), steps, Ending.FORCED);
    }

    /** Communication is lost and found in every way, while the UPS says this. */
    static Life everyLoss(String status) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.status(UPS, status));
        for (Condition lost : List.of(Condition.stale(), Condition.gone(), Condition.served(""))) {
            steps.add(Step.of(Map.of(UPS, lost)));
            steps.add(Step.status(UPS, status));
        }
        for (Disturbance disturbance : Disturbance.values()) {
            steps.add(new Step(disturbance, Map.of(OTHER, Condition.served(status))));
        }
        steps.add(new Step(Disturbance.OUTAGE, Map.of(UPS, Condition.served("OL"))));
        return new Life("of every loss on " + status, Role.SECONDARY, served(), steps, Ending.FORCED);
    }

    /** Nothing is known of one UPS at the start, the other is on battery. */
    static Life coldStart() {
        Map<String, Condition> start = Map.of(UPS, Condition.gone(), OTHER, Condition.served("OB RB"));
        List<Step> steps = List.of(
                new Step(Disturbance.DROP, Map.of()),
                Step.status(UPS, "WAIT"),
                Step.status(UPS, "OL"),
                Step.status(OTHER, "OL"),
                Step.status(OTHER, "OL RB"));
        return new Life("of a cold start", Role.PRIMARY, start, steps, Ending.STOP);
    }

    /** A host that goes down for want of power: a secondary that gets no FSD does so after HOSTSYNC. */
    static Life lowBattery(Role role) {
        List<Step> steps = List.of(Step.status(UPS, "OB LB"));
        return new Life("of a low battery", role, served(), steps, Ending.LOW_BATTERY);
    }

    private static Map<String, Condition> served() {
        return Map.of(UPS, Condition.served("OL"), OTHER, Condition.served("OL"));
    }
}
