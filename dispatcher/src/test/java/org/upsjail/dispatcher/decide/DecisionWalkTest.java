// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What holds whatever happens, in whatever order. The seed is in the name of a test that fails. */
class DecisionWalkTest {

    private static final int STEPS = 4000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onBatteryIsNotToldTwiceWithoutOnline(long seed) {
        Walk walk = new Walk(new Random(seed), 0);
        Set<UpsName> onBattery = new HashSet<>();
        for (int step = 0; step < STEPS; step++) {
            for (Announcement told : announcements(walk.happening())) {
                if (told.type() == NotifyType.ONBATT) {
                    assertTrue(onBattery.add(told.ups().orElseThrow()), "seed " + seed + " step " + step);
                } else if (told.type() == NotifyType.ONLINE) {
                    onBattery.remove(told.ups().orElseThrow());
                }
            }
            walk.tick();
        }
    }

    /** The process was stopped, or the host slept, for up to an hour. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onBatteryIsNotToldTwiceAndNobodyGoesDownHoweverTimeJumps(long seed) {
        Random jumps = new Random(seed);
        Walk walk = new Walk(new Random(seed), 0);
        Set<UpsName> onBattery = new HashSet<>();
        for (int step = 0; step < STEPS; step++) {
            String where = "seed " + seed + " step " + step;
            List<Effect> effects = new ArrayList<>(walk.happening());
            if (walk.onceIn(20)) {
                Duration jump = Duration.ofSeconds(jumps.nextInt(3600));
                walk.now = walk.now.plus(jump);
                if (jumps.nextBoolean()) {
                    effects.addAll(walk.decider.hostWoke(jump, walk.now));
                }
            }
            effects.addAll(walk.tick());
            for (Announcement told : announcements(effects)) {
                if (told.type() == NotifyType.ONBATT) {
                    assertTrue(onBattery.add(told.ups().orElseThrow()), where);
                } else if (told.type() == NotifyType.ONLINE) {
                    assertTrue(onBattery.remove(told.ups().orElseThrow()), where);
                }
            }
            assertFalse(
                    effects.contains(new Effect.ShutDown()) || effects.contains(new Effect.OrderForcedShutdown()),
                    where);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everythingStatedAgainHasNoEffect(long seed) {
        Walk walk = new Walk(new Random(seed), 0);
        for (int step = 0; step < STEPS; step++) {
            walk.happening();
            walk.tick();
            if (walk.monitored()) {
                assertEquals(List.of(), walk.everythingStatedAgain(), "seed " + seed + " step " + step);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void replacedMonitorThatStatesTheSameIsNoNews(long seed) {
        Walk walk = new Walk(new Random(seed), 0);
        for (int step = 0; step < STEPS; step++) {
            walk.happening();
            walk.tick();
            if (walk.monitored() && walk.onceIn(20)) {
                String where = "seed " + seed + " step " + step;
                assertTrue(
                        announcements(walk.monitorLost()).stream().allMatch(DecisionWalkTest::isOfTheMonitor), where);
                assertEquals(List.of(), walk.monitorReady(), where);
                assertEquals(List.of(), walk.decider.tick(walk.now), where);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sleepIsToldAndNothingElseWhenAllIsAsItWas(long seed) {
        Walk walk = new Walk(new Random(seed), 0);
        for (int step = 0; step < STEPS; step++) {
            walk.happening();
            walk.tick();
            if (walk.monitored() && walk.onceIn(20)) {
                String where = "seed " + seed + " step " + step;
                assertEquals(
                        List.of(Announcement.ofHost(NotifyType.SUSPEND_FINISHED)),
                        announcements(walk.decider.hostWoke(Duration.ofHours(1), walk.now)),
                        where);
                assertEquals(List.of(), announcements(walk.everythingStatedAgain()), where);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingReadBeforeASleepTakesTheHostDownAfterIt(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < 200; life++) {
            Walk walk = new Walk(random, 4);
            int steps = random.nextInt(30);
            for (int step = 0; step < steps; step++) {
                walk.happening();
            }
            walk.decider.hostWoke(Duration.ofHours(1), walk.now);
            for (int step = 0; step < 200; step++) {
                walk.decider.monitorAlive(walk.now);
                assertTrue(
                        walk.tick().stream().allMatch(Effect.Announce.class::isInstance),
                        "seed " + seed + " life " + life + " step " + step);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hostThatNeedsNoSupplyNeverGoesDown(long seed) {
        Walk walk = new Walk(new Random(seed), 0);
        for (int step = 0; step < STEPS; step++) {
            walk.happening();
            String where = "seed " + seed + " step " + step;
            assertTrue(walk.tick().stream().allMatch(Effect.Announce.class::isInstance), where);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shutdownComesWhenItMustAndOnlyWhenItMay(long seed) {
        Random random = new Random(seed);
        for (int steps = 0; steps < STEPS; ) {
            steps += lifeOf(new Walk(random, 2), "seed " + seed + ", life from step " + steps);
        }
    }

    /** One life up to SHUTDOWNCMD; gives its steps. */
    private static int lifeOf(Walk walk, String where) {
        int needed = walk.conf.criticalRules().minSupplies();
        boolean begun = false;
        boolean criticalBefore = false;
        Optional<Duration> mustBy = Optional.empty();
        for (int step = 1; ; step++) {
            String at = where + ", its step " + step;
            walk.happening();
            boolean requested = walk.onceIn(3000);
            if (requested) {
                walk.decider.forcedShutdownRequested(walk.now);
            }
            List<Effect> effects = walk.tick();
            boolean begins = effects.contains(new Effect.OrderForcedShutdown());
            assertTrue(!begins || walk.leastSupplies() < needed, at + ": enough supplies, and a shutdown begins");
            begun |= begins || requested;
            boolean critical = walk.mostSupplies() < needed;
            // One tick that says so may be refuted by the next; two that agree may not.
            if (mustBy.isEmpty() && (requested || (critical && criticalBefore))) {
                mustBy = Optional.of(walk.now.plus(longestWayDown(walk.conf)));
            }
            criticalBefore = critical;
            boolean commanded = effects.contains(new Effect.ShutDown());
            assertTrue(begun || !commanded, at + ": shut down without a beginning");
            assertTrue(commanded || mustBy.filter(walk.now::equals).isEmpty(), at + ": not shut down in time");
            if (commanded) {
                return step;
            }
        }
    }

    private static Duration longestWayDown(UpsmonConf conf) {
        return conf.criticalRules()
                .hostSync()
                .plus(conf.shutdown().finalDelay())
                .plusSeconds(1);
    }

    private static boolean isOfTheMonitor(Announcement told) {
        return told.equals(Announcement.ofHost(NotifyType.NOPARENT));
    }

    private static List<Announcement> announcements(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Announce.class::isInstance)
                .map(effect -> ((Effect.Announce) effect).announcement())
                .toList();
    }
}
