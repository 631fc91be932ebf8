// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.protocol.config.UpsjailConf.NotifyRates;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What passes, what is held back, and what is told of it in the end. */
class RateLimitTest {

    private static final NotifyRates RATES = new NotifyRates(3, 40);

    private RateLimit limit = new RateLimit(RATES, 1, Duration.ZERO);
    private Duration now = Duration.ofSeconds(100);

    private static UpsName ups(int number) {
        return new UpsName("ups" + number);
    }

    private List<Effect> admit(NotifyType type, int ups) {
        return limit.admit(Announcement.ofUps(type, ups(ups)), now);
    }

    private boolean told(NotifyType type, int ups) {
        return types(admit(type, ups)).equals(List.of(type));
    }

    private List<NotifyType> passes(Duration time) {
        now = now.plus(time);
        return types(limit.tick(now));
    }

    private static List<NotifyType> types(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Announce.class::isInstance)
                .map(effect -> ((Effect.Announce) effect).announcement().type())
                .toList();
    }

    private static List<String> lines(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Say.class::isInstance)
                .map(effect -> ((Effect.Say) effect).line())
                .toList();
    }

    private void exhaust(NotifyType type, int ups) {
        for (int i = 0; i < RATES.ofOneType(); i++) {
            assertTrue(told(type, ups));
        }
    }

    @Test
    void oneTypeOfOneUpsPassesUpToItsRate() {
        exhaust(NotifyType.ONBATT, 1);

        assertFalse(told(NotifyType.ONBATT, 1));
    }

    @Test
    void anotherTypeAndAnotherUpsAreNotTouched() {
        exhaust(NotifyType.ONBATT, 1);

        assertTrue(told(NotifyType.ALARM, 1));
        assertTrue(told(NotifyType.ONBATT, 2));
    }

    @Test
    void roomComesBackWithTime() {
        exhaust(NotifyType.ONBATT, 1);
        now = now.plusSeconds(20);

        assertTrue(told(NotifyType.ONBATT, 1));
        assertFalse(told(NotifyType.ONBATT, 1));
    }

    @Test
    void whatWasHeldBackIsToldWhenThereIsRoom() {
        exhaust(NotifyType.ONBATT, 1);
        exhaust(NotifyType.ONLINE, 1);
        admit(NotifyType.ONBATT, 1);

        assertEquals(List.of(), passes(Duration.ofSeconds(19)));
        assertEquals(List.of(NotifyType.ONBATT), passes(Duration.ofSeconds(1)));
        assertEquals(List.of(), passes(Duration.ofSeconds(60)));
    }

    @Test
    void ofWhatWasHeldBackOfOneAspectTheLastIsTold() {
        exhaust(NotifyType.ONBATT, 1);
        exhaust(NotifyType.ONLINE, 1);
        admit(NotifyType.ONBATT, 1);
        admit(NotifyType.ONLINE, 1);
        admit(NotifyType.ONBATT, 1);

        assertEquals(List.of(NotifyType.ONBATT), passes(Duration.ofSeconds(60)));
    }

    @Test
    void backToWhatWasToldLastIsNoNews() {
        exhaust(NotifyType.ONBATT, 1);
        exhaust(NotifyType.ONLINE, 1);
        admit(NotifyType.ONBATT, 1);
        admit(NotifyType.ONLINE, 1);

        assertEquals(List.of(), passes(Duration.ofSeconds(60)));
    }

    @Test
    void laterAnnouncementThatPassesReplacesWhatIsHeldBack() {
        exhaust(NotifyType.ONBATT, 1);
        admit(NotifyType.ONBATT, 1);
        assertTrue(told(NotifyType.ONLINE, 1));

        assertEquals(List.of(), passes(Duration.ofSeconds(60)));
    }

    @Test
    void allTogetherPassUpToTheirRateLessWhatIsKeptForTheCritical() {
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            passed += told(NotifyType.ONBATT, i) ? 1 : 0;
        }

        assertEquals(33, passed, "three quarters of 40 and 4 for the one UPS");
    }

    @Test
    void criticalOnesPassWhereOthersAreHeldBack() {
        for (int i = 0; i < 100; i++) {
            admit(NotifyType.ONBATT, i);
        }
        for (int i = 0; i < 11; i++) {
            assertTrue(told(i % 2 == 0 ? NotifyType.LOWBATT : NotifyType.FSD, i), "ups" + i);
        }
    }

    @Test
    void finalOnesPassWhateverWasTold() {
        for (int i = 0; i < 1000; i++) {
            admit(NotifyType.ONBATT, i);
            admit(NotifyType.LOWBATT, i);
        }

        assertEquals(List.of(NotifyType.SHUTDOWN), types(limit.admit(Announcement.ofHost(NotifyType.SHUTDOWN), now)));
    }

    @Test
    void criticalOnesHaveTheirRateToo() {
        exhaust(NotifyType.LOWBATT, 1);

        assertFalse(told(NotifyType.LOWBATT, 1));
    }

    @Test
    void thousandSimultaneousChangesPass() {
        limit = new RateLimit(new NotifyRates(30, 600), 1000, now);
        for (int i = 0; i < 1000; i++) {
            assertTrue(told(NotifyType.ONBATT, i), "ups" + i);
        }
        now = now.plusSeconds(5);
        for (int i = 0; i < 1000; i++) {
            assertTrue(told(NotifyType.ONLINE, i), "ups" + i);
        }
        for (int i = 0; i < 1000; i++) {
            assertTrue(told(NotifyType.LOWBATT, i), "ups" + i);
        }
    }

    @Test
    void burstIsSaidOnceAndCountedAtItsEnd() {
        exhaust(NotifyType.ONBATT, 1);
        assertEquals(1, lines(admit(NotifyType.ONBATT, 1)).size());
        assertEquals(0, lines(admit(NotifyType.ONBATT, 1)).size());

        now = now.plus(Burst.QUIET);
        List<String> end = lines(limit.tick(now));
        assertEquals(1, end.size());
        assertTrue(end.get(0).startsWith("2 announcements were held back"), end.get(0));
        assertEquals(List.of(), lines(limit.tick(now)));
        assertEquals(2, limit.heldBack());
    }

    @Test
    void reloadForgetsNothingThatIsHeldBack() {
        exhaust(NotifyType.ONBATT, 1);
        exhaust(NotifyType.ONLINE, 1);
        admit(NotifyType.ONBATT, 1);
        limit.under(RATES, 1, now);

        assertEquals(List.of(NotifyType.ONBATT), types(limit.tick(now)));
    }

    @Test
    void reloadGivesOneTypeItsNewRate() {
        limit.under(new NotifyRates(1, 40), 1, now);

        assertTrue(told(NotifyType.ONBATT, 1));
        assertFalse(told(NotifyType.ONBATT, 1));
    }

    @ParameterizedTest
    @CsvSource({"80, 1, 63", "40, 0, 30", "40, 10, 60"})
    void reloadGivesAllTogetherTheirNewRateAndFourForEachUps(int inAll, int upses, int expected) {
        limit.under(new NotifyRates(3, inAll), upses, now);
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            passed += told(NotifyType.ONBATT, i) ? 1 : 0;
        }

        assertEquals(expected, passed, "three quarters");
    }

    @Test
    void whatIsHeldBackOfAUpsIsKnown() {
        exhaust(NotifyType.ONBATT, 1);
        exhaust(NotifyType.ONBATT, 2);
        admit(NotifyType.ONBATT, 2);
        assertEquals(List.of(), limit.heldOf(ups(2)));
        admit(NotifyType.ONLINE, 2);
        exhaust(NotifyType.ALARM, 1);
        exhaust(NotifyType.NOTALARM, 1);
        admit(NotifyType.ALARM, 1);

        assertEquals(List.of(Announcement.ofUps(NotifyType.ALARM, ups(1))), limit.heldOf(ups(1)));
        assertEquals(List.of(), limit.heldOf(ups(2)));
    }

    @Test
    void beginOfABurstNamesWhatWasHeldBackFirst() {
        exhaust(NotifyType.ONBATT, 1);
        String line = lines(admit(NotifyType.ONBATT, 1)).get(0);

        assertTrue(line.contains(": ONBATT ups1 and what follows is held back"), line);
    }
}
