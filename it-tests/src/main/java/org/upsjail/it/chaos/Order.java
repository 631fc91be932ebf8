// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Whether what was told of one UPS was told in the order in which it can have been found, whatever aspect it is of. */
final class Order {

    private Order() {}

    /** @param told of one UPS, in order */
    static List<Violation> check(List<Event.Told> told, Map<Aspect, List<Slot>> slots) {
        List<Event.Told> orderly = told.stream()
                .filter(one -> !one.repeat())
                .filter(one -> Aspect.of(one.type())
                        .filter(aspect -> !aspect.overtakes())
                        .isPresent())
                .toList();
        List<Violation> violations = new ArrayList<>();
        for (int i = 1; i < orderly.size(); i++) {
            Event.Told first = orderly.get(i - 1);
            Event.Told second = orderly.get(i);
            OptionalLong foundFirst =
                    slotsOf(first, slots).stream().mapToLong(Slot::from).min();
            OptionalLong foundSecond =
                    slotsOf(second, slots).stream().mapToLong(Slot::to).max();
            if (foundFirst.isPresent() && foundSecond.isPresent() && foundFirst.getAsLong() > foundSecond.getAsLong()) {
                violations.add(new Violation(
                        second.at(),
                        second.ups() + ": " + second.type() + " was told after " + first.type()
                                + ", and was over before that began"));
            }
        }
        return violations;
    }

    /** Where it can have been found. */
    private static List<Slot> slotsOf(Event.Told told, Map<Aspect, List<Slot>> slots) {
        Aspect aspect = Aspect.of(told.type()).orElseThrow();
        boolean trouble = aspect.saysTrouble(told.type());
        return slots.getOrDefault(aspect, List.of()).stream()
                .filter(slot -> slot.from() <= told.at())
                .filter(slot -> trouble ? slot.mayTrouble() : slot.mayWell())
                .toList();
    }
}
