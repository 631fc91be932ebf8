// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.upsjail.it.differential.Condition;

/** When the host may go down, and when it must: from what the UPSes said, not from what upsjail made of it. */
final class Causes {

    /** From a cause to the first sign of a shutdown, beside HOSTSYNC: two looks, FSD, a handler; on a busy machine. */
    private static final long IN_TIME = 15_000;

    /** A monitor comes back within this, with back-off; afterwards that it does not excuses nothing. */
    private static final long RECOVERY = 30_000;

    private static final long STEP = 100;

    private final History history;
    private final World world;
    private final Spans outages;
    private final Map<String, List<Stretch>> lives = new TreeMap<>();

    /** While nobody can say what a UPS is like. */
    private final Map<String, Spans> unseen = new TreeMap<>();

    Causes(History history, World world) {
        this.history = history;
        this.world = world;
        outages = history.outages();
        for (String ups : world.upses()) {
            List<Stretch> stretches = Stretch.of(history, world, ups);
            lives.put(ups, stretches);
            unseen.put(
                    ups,
                    new Spans(stretches.stream()
                                    .filter(stretch -> !stretch.surelyRead())
                                    .map(stretch ->
                                            new Spans.Span(stretch.from(), Math.min(stretch.to(), Long.MAX_VALUE / 2)))
                                    .toList())
                            .and(outages)
                            .longerBy(Deadlines.READ_AND_TOLD));
        }
    }

    List<Violation> check() {
        List<Violation> violations = new ArrayList<>();
        history.shutdownSeen().ifPresent(seen -> {
            if (!mayHaveBegun(seen)) {
                violations.add(new Violation(seen, "the host was brought down without cause"));
            }
        });
        overdue().ifPresent(violations::add);
        return violations;
    }

    private boolean mayHaveBegun(long seen) {
        long window = World.HOSTSYNC + World.FINALDELAY + IN_TIME;
        long from = seen - window - outages.within(seen - window, seen);
        for (long time = Math.max(0, from); time <= seen; time += STEP) {
            long now = time;
            if (world.upses().stream().filter(ups -> !mayBeCritical(ups, now)).count() < world.minSupplies()) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeCritical(String ups, long now) {
        Spans.Span blind = unseen.getOrDefault(ups, new Spans(List.of())).around(now);
        long asOf = Math.min(blind.from(), now) - Deadlines.READ_AND_TOLD;
        List<Stretch> known = lives.getOrDefault(ups, List.of()).stream()
                .filter(stretch -> stretch.readable() && stretch.from() <= now && stretch.to() > asOf)
                .toList();
        if (known.stream().anyMatch(Stretch::latched)) {
            return true;
        }
        boolean onBattery = says(known, "OB");
        boolean silent = now - blind.from() >= World.DEADTIME;
        boolean lost = blind.length() > 0 && (says(known, "ALARM") || says(known, "CAL") || says(known, "BYPASS"));
        return lost || (onBattery && (silent || says(known, "LB")));
    }

    private static boolean says(List<Stretch> known, String word) {
        return known.stream().anyMatch(stretch -> stretch.condition().says(word));
    }

    /** A time at which there has been cause for so long that a shutdown should have been seen. */
    private Optional<Violation> overdue() {
        TreeSet<Long> bounds = new TreeSet<>(List.of(history.end()));
        lives.values()
                .forEach(stretches -> stretches.forEach(stretch -> {
                    bounds.add(stretch.from());
                    // Silence becomes a cause by itself.
                    bounds.add(stretch.from() + World.DEADTIME + Deadlines.READ_AND_TOLD + 1);
                }));
        long since = -1;
        for (long time : bounds.headSet(history.end(), true)) {
            boolean cause = world.upses().stream()
                            .filter(ups -> !surelyCritical(ups, time))
                            .count()
                    < world.minSupplies();
            if (since >= 0 && time > limitFrom(since)) {
                long seen = history.shutdownSeen().orElse(Long.MAX_VALUE);
                if (seen > limitFrom(since)) {
                    return Optional.of(new Violation(
                            limitFrom(since), "there was cause for a shutdown since " + since + " ms, and none came"));
                }
            }
            since = cause ? (since < 0 ? time : since) : -1;
        }
        return Optional.empty();
    }

    private long limitFrom(long since) {
        long limit = since + IN_TIME + World.HOSTSYNC + (world.primary() ? 0 : World.HOSTSYNC + World.DEADTIME);
        return limit + Math.min(RECOVERY, outages.within(since, limit + RECOVERY));
    }

    private boolean surelyCritical(String ups, long now) {
        List<Stretch> stretches = lives.getOrDefault(ups, List.of());
        Stretch present = stretches.stream()
                .filter(stretch -> stretch.from() <= now && now < stretch.to())
                .findFirst()
                .orElseThrow();
        if (present.surelyRead()) {
            return (present.latched() && !letBe(present.condition())) || lowOnBattery(present.condition());
        }
        if (present.reach() == Event.Reach.ERRATIC && present.condition().communicates()) {
            return false;
        }
        return lostOnBattery(stretches, stretches.indexOf(present), now);
    }

    /** Who knows nothing of before takes FSD on line for one that was forgotten: FSDGRACE. */
    private boolean letBe(Condition condition) {
        return !condition.says("OB") && !Model.forgettings(history).isEmpty();
    }

    private static boolean lowOnBattery(Condition condition) {
        return condition.says("OB") && condition.says("LB") && !condition.says("CAL");
    }

    /** It was certainly read as on battery, and then certainly not heard of for DEADTIME. */
    private boolean lostOnBattery(List<Stretch> stretches, int index, long now) {
        int last = index;
        while (last > 0 && !stretches.get(last).readable()) {
            last--;
        }
        Stretch known = stretches.get(last);
        return known.surelyRead()
                && known.condition().says("OB")
                && !known.condition().says("CAL")
                && outages.firstFree(known.from(), known.to(), Deadlines.READ_AND_TOLD)
                        .isPresent()
                && now - known.to() > World.DEADTIME + Deadlines.READ_AND_TOLD;
    }
}
