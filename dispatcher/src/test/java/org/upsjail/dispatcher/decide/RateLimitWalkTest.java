// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.config.UpsjailConf.NotifyRates;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** Random announcements of three UPSes against the rates. */
class RateLimitWalkTest {

    private static final NotifyRates RATES = new NotifyRates(3, 40);

    private final RateLimit limit = new RateLimit(RATES, 1, Duration.ZERO);
    private Duration now = Duration.ofSeconds(100);

    private static UpsName ups(int number) {
        return new UpsName("ups" + number);
    }

    /** Whatever flaps however fast: in the end the last state of each aspect has been told, and the rates were kept. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lastStateIsAlwaysToldInTheEnd(long seed) {
        Random random = new Random(seed);
        List<NotifyType> types =
                List.of(NotifyType.ONBATT, NotifyType.ONLINE, NotifyType.LOWBATT, NotifyType.TRIM, NotifyType.NOTTRIM);
        Map<String, NotifyType> last = new HashMap<>();
        Map<String, NotifyType> told = new HashMap<>();
        int count = 0;
        for (int step = 0; step < 5000; step++) {
            now = now.plusMillis(random.nextInt(200));
            List<Effect> effects = new ArrayList<>(limit.tick(now));
            NotifyType type = types.get(random.nextInt(types.size()));
            int ups = random.nextInt(3);
            last.put(ups(ups) + aspect(type), type);
            effects.addAll(limit.admit(Announcement.ofUps(type, ups(ups)), now));
            count += (int)
                    effects.stream().filter(Effect.Announce.class::isInstance).count();
            enter(effects, told);
        }
        double minutes = now.toSeconds() / 60.0;
        assertTrue(count <= (RATES.inAll() + RateLimit.MORE_FOR_EACH_UPS) * (minutes + 1), "told " + count);
        for (int step = 0; step < 100; step++) {
            now = now.plusSeconds(20);
            enter(limit.tick(now), told);
        }

        assertEquals(last, told, "seed " + seed);
    }

    private static void enter(List<Effect> effects, Map<String, NotifyType> told) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Announce announce) {
                Announcement one = announce.announcement();
                told.put(one.ups().orElseThrow() + aspect(one.type()), one.type());
            }
        }
    }

    private static String aspect(NotifyType type) {
        return switch (type) {
            case ONBATT, ONLINE -> "power";
            case TRIM, NOTTRIM -> "trim";
            default -> type.name();
        };
    }
}
