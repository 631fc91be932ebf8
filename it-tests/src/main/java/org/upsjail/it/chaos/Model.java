// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a history must be like. Pure: no process, no clock of its own. */
final class Model {

    /** Types that are of no UPS, or of what a server lets this host do; what they are told for is not modelled. */
    private static final Set<String> NOT_MODELLED =
            Set.of("SHUTDOWN", "SHUTDOWN_HOSTSYNC", "NOPARENT", "NOLOGIN", "LOGINOK");

    /** What is written may be on its way to the disk. */
    private static final long WRITING = 3_000;

    private Model() {}

    /** Everything that is wrong, in order of time; empty: nothing. */
    static List<Violation> check(History history, World world) {
        List<Violation> violations = new ArrayList<>(tellings(history, world));
        violations.addAll(new Causes(history, world).check());
        violations.addAll(repeats(history));
        violations.addAll(ends(history));
        violations.sort(Comparator.comparingLong(Violation::at));
        return violations;
    }

    /** What is wrong with the announcements. */
    static List<Violation> tellings(History history, World world) {
        List<Violation> violations = new ArrayList<>();
        List<Long> forgotten = forgettings(history);
        Deadlines deadlines = new Deadlines(history);
        for (String ups : world.upses()) {
            List<Event.Told> told = history.all(Event.Told.class)
                    .filter(one -> one.ups().equals(ups))
                    .toList();
            List<Stretch> stretches = Stretch.of(history, world, ups);
            Map<Aspect, List<Slot>> slots = new HashMap<>();
            for (Aspect aspect : Aspect.values()) {
                slots.put(aspect, Slot.of(stretches, aspect, forgotten));
                List<Event.Told> ofAspect = told.stream()
                        .filter(one ->
                                Aspect.of(one.type()).filter(aspect::equals).isPresent())
                        .toList();
                new Telling(ups, aspect, ofAspect, forgotten)
                        .check(slots.getOrDefault(aspect, List.of()), deadlines)
                        .ifPresent(violations::add);
            }
            violations.addAll(Order.check(told, slots));
        }
        history.all(Event.Told.class)
                .filter(one -> Aspect.of(one.type()).isEmpty() && !NOT_MODELLED.contains(one.type()))
                .forEach(one -> violations.add(new Violation(one.at(), "nothing can have caused " + one.type())));
        return violations;
    }

    /** A dispatcher that is killed while its journal is not written leaves nothing to be known. */
    static List<Long> forgettings(History history) {
        Spans unwritten = history.diskFull().longerBy(WRITING);
        return history.all(Event.DispatcherKilled.class)
                .map(Event::at)
                .filter(time -> unwritten.around(time).length() > 0)
                .toList();
    }

    /** Each kill may have cut off one run of a type for a UPS; what overtakes may run more than once at a time. */
    private static List<Violation> repeats(History history) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Integer> sinceKill = new HashMap<>();
        boolean killed = false;
        for (Event event : history.events()) {
            if (event instanceof Event.DispatcherKilled) {
                killed = true;
                sinceKill.clear();
            } else if (event instanceof Event.Told told && told.repeat()) {
                boolean many = sinceKill.merge(told.type() + " of " + told.ups(), 1, Integer::sum) > 1;
                boolean mayBeMany =
                        Aspect.of(told.type()).map(Aspect::overtakes).orElse(false);
                if (!killed || (many && !mayBeMany)) {
                    violations.add(new Violation(
                            told.at(), told.ups() + ": " + told.type() + " was repeated without a kill for it"));
                }
            }
        }
        return violations;
    }

    private static List<Violation> ends(History history) {
        List<Violation> violations = new ArrayList<>();
        long commands = history.all(Event.ShutdownCommand.class).count();
        long kills = history.all(Event.DispatcherKilled.class).count();
        if (commands > 1 + kills) {
            violations.add(new Violation(history.end(), "SHUTDOWNCMD ran " + commands + " times"));
        }
        history.all(Event.Ended.class)
                .filter(end -> end.status() != 0 || (!end.asked() && commands == 0))
                .forEach(end -> violations.add(new Violation(end.at(), "upsjail ended with status " + end.status())));
        history.all(Event.Remained.class).forEach(left -> violations.add(new Violation(left.at(), left.what())));
        return violations;
    }
}
