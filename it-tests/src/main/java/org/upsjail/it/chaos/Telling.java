// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether what was told of one aspect of a UPS can be what somebody tells who looks again and again, says each change once,
 * and misses nothing that lasts. All ways to have looked are followed at once.
 */
final class Telling {

    /** After a kill: a start, and the handlers that were before it. */
    private static final long TAKEN_UP_WITHIN = 15_000;

    private final String ups;
    private final Aspect aspect;
    private final List<Event.Told> told;
    private final List<Long> forgotten;

    /** Which numbers of announcements are possible by now, with the trouble known or not. */
    private boolean[][] possible;

    Telling(String ups, Aspect aspect, List<Event.Told> told, List<Long> forgotten) {
        this.ups = ups;
        this.aspect = aspect;
        this.told = told;
        this.forgotten = forgotten;
        possible = new boolean[told.size() + 1][2];
        possible[0][0] = true;
    }

    /** The first thing that cannot be. */
    Optional<Violation> check(List<Slot> slots, Deadlines deadlines) {
        long before = 0;
        for (Slot slot : slots) {
            forget(slot.from(), before);
            before = slot.from();
            OptionalLong deadline = deadlines.of(slot);
            boolean[][] after = look(slot, deadline);
            if (none(after)) {
                return Optional.of(missing(slot, deadline));
            }
            possible = after;
        }
        skipRepeats(possible);
        if (!possible[told.size()][0] && !possible[told.size()][1]) {
            Event.Told surplus = told.get(furthest());
            return Optional.of(
                    new Violation(surplus.at(), ups + ": " + surplus.type() + " was told without cause, or twice"));
        }
        return Optional.empty();
    }

    /** What stood in no journal may be told anew, or never be told to be over; what stood there may be old. */
    private void forget(long from, long before) {
        if (forgotten.stream().anyMatch(time -> before < time && time <= from)) {
            for (boolean[] state : possible) {
                boolean any = state[0] || state[1];
                state[0] = any;
                state[1] = any;
            }
        }
    }

    private boolean[][] look(Slot slot, OptionalLong deadline) {
        boolean[][] before = copy(possible);
        skipRepeats(before);
        boolean[][] after = deadline.isPresent() ? new boolean[told.size() + 1][2] : copy(before);
        // An erratic server may be found well and ill any number of times.
        for (int turn = 0; turn <= (slot.mayTrouble() && slot.mayWell() ? 2 * told.size() : 0); turn++) {
            if (slot.mayTrouble()) {
                find(true, slot, deadline, before, after);
            }
            if (slot.mayWell()) {
                find(false, slot, deadline, before, after);
            }
            skipRepeats(after);
            before = after;
        }
        return after;
    }

    private void find(boolean trouble, Slot slot, OptionalLong deadline, boolean[][] before, boolean[][] after) {
        int found = trouble ? 1 : 0;
        boolean silent = aspect.type(trouble).isEmpty();
        for (int i = 0; i <= told.size(); i++) {
            if (before[i][found]) {
                after[i][found] = true;
            }
            if (!before[i][1 - found]) {
                continue;
            }
            if (!trouble && aspect.toldOnce()) {
                after[i][1] = true;
            } else if (silent) {
                after[i][found] = true;
            } else if (i < told.size() && tells(told.get(i), trouble, slot, deadline)) {
                after[i + 1][found] = true;
            }
        }
    }

    private boolean tells(Event.Told one, boolean trouble, Slot slot, OptionalLong deadline) {
        return aspect.type(trouble).equals(one.type())
                && one.at() >= slot.from()
                && (deadline.isEmpty() || one.at() <= deadline.getAsLong());
    }

    /** What ran again because it was cut off may have been told by the first run. */
    private void skipRepeats(boolean[][] states) {
        for (int i = 0; i < told.size(); i++) {
            if (mayBeRepeated(i)) {
                states[i + 1][0] |= states[i][0];
                states[i + 1][1] |= states[i][1];
            }
        }
    }

    private boolean mayBeRepeated(int index) {
        Event.Told one = told.get(index);
        return one.repeat() || (wasForgotten(one) && wasToldBefore(index));
    }

    /** Of a run that stood in no journal nobody knows that there was one. */
    private boolean wasForgotten(Event.Told one) {
        return forgotten.stream().anyMatch(time -> time < one.at() && one.at() < time + TAKEN_UP_WITHIN);
    }

    private boolean wasToldBefore(int index) {
        return told.subList(0, index).stream()
                .anyMatch(before -> before.type().equals(told.get(index).type()));
    }

    private Violation missing(Slot slot, OptionalLong deadline) {
        String type = aspect.type(slot.mayTrouble());
        return new Violation(
                deadline.orElse(slot.to()),
                ups + ": " + (type.isEmpty() ? "the end of " + aspect.type(true) : type) + ", so since " + slot.from()
                        + " ms, was not told once by " + deadline.orElse(slot.to()) + " ms");
    }

    private int furthest() {
        int furthest = 0;
        for (int i = 0; i < told.size(); i++) {
            furthest = possible[i][0] || possible[i][1] ? i : furthest;
        }
        return furthest;
    }

    private static boolean none(boolean[][] states) {
        for (boolean[] state : states) {
            if (state[0] || state[1]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[][] copy(boolean[][] states) {
        boolean[][] copy = new boolean[states.length][];
        for (int i = 0; i < states.length; i++) {
            copy[i] = states[i].clone();
        }
        return copy;
    }
}
