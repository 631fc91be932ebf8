// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.upsjail.it.chaos.Event.Reach;

/**
 * A time in which one aspect of a UPS had one value, for whoever looked.
 *
 * @param mayTrouble whether a look may find the trouble
 * @param mayWell whether a look may find it gone
 * @param sure whether each look finds something
 */
record Slot(long from, long to, boolean mayTrouble, boolean mayWell, boolean sure) {

    /** In order; where nothing can be read there is none. */
    static List<Slot> of(List<Stretch> stretches, Aspect aspect, List<Long> breaks) {
        List<Slot> slots = new ArrayList<>();
        for (Stretch stretch : stretches) {
            for (Slot slot : of(stretch, aspect)) {
                Slot last = slots.isEmpty() ? null : slots.get(slots.size() - 1);
                if (last != null && last.goesOnAs(slot)) {
                    slots.set(slots.size() - 1, last.until(slot.to()));
                } else {
                    slots.add(slot);
                }
            }
        }
        return slots.stream().flatMap(slot -> slot.brokenAt(breaks).stream()).toList();
    }

    private static List<Slot> of(Stretch stretch, Aspect aspect) {
        boolean trouble = aspect.troubledBy(stretch.condition(), stretch.latched());
        if (aspect == Aspect.COMMUNICATION) {
            boolean lost = trouble || stretch.reach() == Reach.AWAY;
            boolean erratic = stretch.reach() == Reach.ERRATIC;
            return List.of(new Slot(stretch.from(), stretch.to(), lost || erratic, !lost, lost || !erratic));
        }
        // Who sets FSD reads it in the answer, whatever the driver does.
        boolean granted = aspect == Aspect.FORCED && trouble && stretch.reach() != Reach.AWAY;
        return granted || stretch.readable()
                ? List.of(new Slot(stretch.from(), stretch.to(), trouble, !trouble, stretch.surelyRead()))
                : List.of();
    }

    private boolean goesOnAs(Slot next) {
        return to == next.from && mayTrouble == next.mayTrouble && mayWell == next.mayWell && sure == next.sure;
    }

    private Slot until(long end) {
        return new Slot(from, end, mayTrouble, mayWell, sure);
    }

    private List<Slot> brokenAt(List<Long> breaks) {
        TreeSet<Long> bounds = new TreeSet<>(List.of(from));
        breaks.stream().filter(time -> from < time && time < to).forEach(bounds::add);
        List<Slot> parts = new ArrayList<>();
        for (Long begin : bounds) {
            Long end = bounds.higher(begin);
            parts.add(new Slot(begin, end == null ? to : end, mayTrouble, mayWell, sure));
        }
        return parts;
    }
}
