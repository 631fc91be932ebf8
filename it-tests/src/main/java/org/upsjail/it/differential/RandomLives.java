// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.upsjail.it.upsd.UpsdUser.Role;

/** Lives drawn from the vocabulary of upsd; the same seed gives the same life. */
final class RandomLives {

    private static final List<String> UPSES = List.of("alpha", "beta", "gamma");

    /** Each step costs about three seconds of real time; lives are many rather than long. */
    private static final int STEPS = 10;

    /** What is often beside OL or OB. */
    private static final List<String> COMMON = List.of("CHRG", "DISCHRG", "HB", "LB", "RB");

    /** What is seldom there, unknown words among them. */
    private static final List<String> RARE = List.of(
            "CAL", "OFF", "BYPASS", "OVER", "TRIM", "BOOST", "ALARM", "FSD", "TEST", "FOOBAR", "ECO", "COMMBAD");

    private static final List<Disturbance> DISTURBANCES =
            List.of(Disturbance.DROP, Disturbance.RESET, Disturbance.RESTART, Disturbance.OUTAGE);

    private final Random random;
    private boolean calibrated;

    private RandomLives(long seed) {
        // Neighbouring seeds of Random begin alike.
        random = new Random(new SplittableRandom(seed).nextLong());
    }

    static Life of(long seed) {
        return new RandomLives(seed).life(seed);
    }

    private Life life(long seed) {
        Role role = random.nextBoolean() ? Role.PRIMARY : Role.SECONDARY;
        Map<String, Condition> start = new HashMap<>();
        for (String ups : UPSES) {
            start.put(ups, chance(0.7) ? Condition.served("OL") : condition());
        }
        List<Step> steps = new ArrayList<>();
        while (steps.size() < STEPS) {
            steps.add(step());
        }
        Ending ending = pick(List.of(Ending.values()));
        return new Life(Long.toString(seed), role, start, steps, calibrated ? endingAfterCalibration(ending) : ending);
    }

    /** 2.8.0 never takes back that a UPS calibrates, and while it does a low battery is no reason to shut down. */
    private static Ending endingAfterCalibration(Ending ending) {
        return ending == Ending.LOW_BATTERY ? Ending.FORCED : ending;
    }

    private Step step() {
        Map<String, Condition> changes = new HashMap<>();
        for (String ups : UPSES) {
            if (chance(0.7)) {
                changes.put(ups, condition());
            }
        }
        return new Step(chance(0.15) ? pick(DISTURBANCES) : Disturbance.NONE, changes);
    }

    private Condition condition() {
        if (chance(0.1)) {
            return Condition.stale();
        }
        if (chance(0.1)) {
            return Condition.gone();
        }
        return Condition.served(chance(0.03) ? "" : status());
    }

    private String status() {
        List<String> words = new ArrayList<>();
        // Never both: upsmon then tells of line and battery at every poll.
        if (chance(0.9)) {
            words.add(chance(0.5) ? "OL" : "OB");
        } else {
            words.add(pick(List.of("WAIT", "OFF", "BYPASS")));
        }
        COMMON.stream().filter(word -> chance(0.15)).forEach(words::add);
        RARE.stream().filter(word -> chance(0.06) && !words.contains(word)).forEach(words::add);
        calibrated |= words.contains("CAL");
        Collections.shuffle(words, random);
        return String.join(" ", words);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
