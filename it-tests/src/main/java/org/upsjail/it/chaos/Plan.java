// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.upsjail.it.chaos.Act.Kind;
import org.upsjail.it.differential.Condition;
import org.upsjail.it.upsd.Misbehaviour;

/**
 * A life decided to its last act. The same seed gives the same.
 *
 * @param seed by which it is made
 * @param goesDown whether it ends in a cause for a shutdown; else by a stop
 */
record Plan(long seed, World world, List<Act> acts, boolean goesDown) {

    private static final Map<String, String> UPSES =
            Map.of("alpha", "north", "beta", "north", "gamma", "south", "delta", "south");

    private static final int ROUNDS = 3;
    private static final int ACTS = 8;

    /** Most are too short to be noticed, some are long enough to be demanded. */
    private static final List<Long> PAUSES = List.of(50L, 150L, 400L, 1_000L, 2_000L, 4_500L);

    private static final List<String> BESIDE = List.of("LB", "RB", "CAL", "TRIM", "BOOST", "OVER", "BYPASS", "ALARM");

    /** What leaves the rest of the installation undisturbed: there, nothing that lasts may be missed. */
    private static final List<Kind> MILD = List.of(
            Kind.RESTART_UPSD,
            Kind.UPSD_AWAY,
            Kind.UPSD_WELL,
            Kind.SPELL,
            Kind.SPELL,
            Kind.HANG_HANDLERS,
            Kind.RELEASE_HANDLERS,
            Kind.RELOAD,
            Kind.FILL_DISK,
            Kind.FREE_DISK);

    private static final List<Kind> WILD = List.of(
            Kind.KILL_MONITOR,
            Kind.STOP_MONITOR,
            Kind.CONTINUE_MONITOR,
            Kind.KILL_DISPATCHER,
            Kind.KILL_DISPATCHER,
            Kind.STOP_DISPATCHER,
            Kind.CONTINUE_DISPATCHER);

    static Plan of(long seed) {
        return new Draw(seed).plan();
    }

    /** Draws one. */
    private static final class Draw {

        private final long seed;
        private final Random random;
        private final World world;

        Draw(long seed) {
            this.seed = seed;
            // Neighbouring seeds of Random begin alike.
            random = new Random(new SplittableRandom(seed).nextLong());
            world = new World(UPSES, chance(0.5) ? 1 : 2, chance(0.6));
        }

        Plan plan() {
            List<Act> acts = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                boolean wild = chance(0.6);
                for (int i = 0; i < ACTS; i++) {
                    acts.add(chance(0.5) ? change() : disturbance(wild));
                }
                acts.add(Act.of(pause(), Kind.CALM));
            }
            boolean goesDown = chance(0.75);
            if (goesDown) {
                end(acts);
            }
            return new Plan(seed, world, List.copyOf(acts), goesDown);
        }

        private Act change() {
            return Act.change(pause(), pick(world.upses()), condition());
        }

        private Condition condition() {
            if (chance(0.15)) {
                return chance(0.5) ? Condition.stale() : Condition.gone();
            }
            StringBuilder status = new StringBuilder(chance(0.5) ? "OL" : "OB");
            BESIDE.stream()
                    .filter(word -> chance(0.12))
                    .forEach(word -> status.append(' ').append(word));
            return Condition.served(status.toString());
        }

        private Act disturbance(boolean wild) {
            Kind kind = wild && chance(0.6) ? pick(WILD) : pick(MILD);
            return switch (kind) {
                case SPELL -> Act.spell(pause(), pick(world.servers()), spell());
                case RESTART_UPSD, UPSD_AWAY, UPSD_WELL -> Act.of(pause(), kind, pick(world.servers()));
                default -> Act.of(pause(), kind);
            };
        }

        private Misbehaviour spell() {
            return pick(Arrays.stream(Misbehaviour.values())
                    .filter(how -> how != Misbehaviour.NONE)
                    .toList());
        }

        /** A cause for a shutdown, with something going on that must not keep it from coming. */
        private void end(List<Act> acts) {
            if (chance(0.5)) {
                acts.add(Act.of(pause(), pick(List.of(Kind.HANG_HANDLERS, Kind.FILL_DISK, Kind.RELOAD))));
            }
            Optional<Kind> blow = chance(0.6)
                    ? Optional.of(pick(List.of(
                            Kind.KILL_MONITOR,
                            Kind.KILL_DISPATCHER,
                            Kind.KILL_DISPATCHER,
                            Kind.STOP_MONITOR,
                            Kind.STOP_DISPATCHER)))
                    : Optional.empty();
            boolean before = chance(0.5);
            blow.filter(kind -> before).ifPresent(kind -> acts.add(Act.of(pause(), kind)));
            switch (pick(List.of(0, 1, 2))) {
                case 0 -> world.upses().forEach(ups -> acts.add(Act.change(20, ups, Condition.served("OB LB"))));
                case 1 ->
                    world.upses().forEach(ups -> {
                        acts.add(Act.change(20, ups, Condition.served(chance(0.5) ? "OL" : "OB")));
                        acts.add(Act.of(20, Kind.LATCH, ups));
                    });
                default -> loseOnBattery(acts);
            }
            blow.filter(kind -> !before).ifPresent(kind -> acts.add(Act.of(pause(), kind)));
            acts.add(Act.of(pause(), Kind.LET_WORK));
        }

        /** Lost on battery counts only if it was seen. */
        private void loseOnBattery(List<Act> acts) {
            world.upses().forEach(ups -> acts.add(Act.change(20, ups, Condition.served("OB"))));
            acts.add(Act.of(0, Kind.CALM));
            world.servers().forEach(server -> acts.add(Act.of(20, Kind.UPSD_AWAY, server)));
        }

        private long pause() {
            return pick(PAUSES);
        }

        private boolean chance(double probability) {
            return random.nextDouble() < probability;
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
