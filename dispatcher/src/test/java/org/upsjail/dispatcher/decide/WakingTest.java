// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;

/** What a sleep of the host does to what was known: nothing read before it counts, and nothing told is told again. */
class WakingTest {

    private static final Effect NOCOMM = new Effect.Announce(Announcement.ofUps(NotifyType.NOCOMM, Configurations.UPS));

    private final DeciderBench bench = new DeciderBench("DEADTIME 5", "OFFDURATION 4", "OBLBDURATION 3", "HOSTSYNC 4");

    private DeciderBench asleep(FactType... types) {
        return bench.states(FactType.COMMOK).states(types);
    }

    private static FactType[] facts(String words) {
        return Arrays.stream(words.split(" ")).map(FactType::valueOf).toArray(FactType[]::new);
    }

    @Test
    void wakingIsToldAndTheMonitorOrderedToLookAgain() {
        asleep(FactType.ONLINE).effects();
        List<Effect> effects = bench.hostWoke().effects();

        assertEquals(3, effects.size());
        assertTrue(((Effect.Say) effects.get(0)).line().startsWith("the host slept for 28800 s"));
        assertEquals(new Effect.OrderWoke(), effects.get(1));
        assertEquals(new Effect.Announce(Announcement.ofHost(NotifyType.SUSPEND_FINISHED)), effects.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ONBATT LOWBATT",
                "ONBATT",
                "ONBATT COMMBAD",
                "FSD",
                "OFF",
                "OFF COMMBAD",
                "BYPASS COMMBAD",
                "CAL COMMBAD",
                "ALARM COMMBAD",
                "OVER COMMBAD",
                "ONBATT LOWBATT COMMBAD"
            })
    void whatWasSoBeforeTakesNoHostDown(String words) {
        asleep(facts(words)).hostWoke().effects();

        assertEquals(0, bench.seconds(60).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void lowBatteryThatIsReadAgainTakesTheHostDownAfterItsOwnTime() {
        asleep(FactType.ONBATT, FactType.LOWBATT).seconds(2).hostWoke();
        bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).effects();

        assertEquals(0, bench.seconds(2).count(Effect.OrderForcedShutdown.class));
        assertEquals(1, bench.seconds(3).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void timesBeginAnew() {
        asleep(FactType.OFF).seconds(3).hostWoke();
        bench.states(FactType.COMMOK, FactType.OFF).effects();

        assertEquals(0, bench.seconds(3).count(Effect.OrderForcedShutdown.class));
        assertEquals(1, bench.seconds(3).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void factsOnTheirWayWhenTheHostFellAsleepDecideNothing() {
        asleep(FactType.ONLINE)
                .hostWoke()
                .states(FactType.ONBATT, FactType.LOWBATT)
                .effects();

        assertEquals(0, bench.seconds(60).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void batteryThatWasToldIsNotToldAgain() {
        asleep(FactType.ONBATT).hostWoke().effects();

        assertEquals(List.of(), bench.states(FactType.COMMOK, FactType.ONBATT).announced());
    }

    @Test
    void linePowerThatCameBackMeanwhileIsTold() {
        asleep(FactType.ONBATT).hostWoke().effects();

        assertEquals(
                List.of(NotifyType.ONLINE),
                bench.states(FactType.COMMOK, FactType.ONLINE).announced());
    }

    @Test
    void reconnectOfTheMonitorIsNoNews() {
        asleep(FactType.ONLINE).hostWoke().effects();

        assertEquals(List.of(), bench.states(FactType.COMMBAD).seconds(5).announced());
        assertEquals(
                List.of(),
                bench.states(FactType.COMMOK, FactType.ONLINE).seconds(60).announced());
    }

    @Test
    void communicationThatStaysLostIsToldOnce() {
        asleep(FactType.ONLINE).hostWoke().effects();

        assertEquals(List.of(), bench.states(FactType.COMMBAD).seconds(14).announced());
        assertEquals(List.of(NotifyType.COMMBAD), bench.seconds(1).announced());
        assertEquals(List.of(), bench.seconds(60).announced());
        assertEquals(List.of(NotifyType.COMMOK), bench.states(FactType.COMMOK).announced());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ONBATT LOWBATT", "ONBATT LOWBATT COMMBAD", "FSD", "OFF", "BYPASS COMMBAD", "ALARM COMMBAD"})
    void whatWasCriticalAndCannotBeReadAgainIsNocommAndTakesNoHostDown(String words) {
        DeciderBench silent = new DeciderBench("DEADTIME 5", "OFFDURATION 4", "HOSTSYNC 4", "NOCOMMWARNTIME 30");
        silent.states(FactType.COMMOK).states(facts(words)).hostWoke().effects();
        List<Effect> effects = silent.states(FactType.COMMBAD).seconds(40).effects();

        assertEquals(1, Collections.frequency(effects, NOCOMM), effects::toString);
        assertFalse(effects.contains(new Effect.OrderForcedShutdown()), effects::toString);
    }

    @Test
    void communicationThatIsLostOnceTheNetworkHadItsTimeIsToldAtOnce() {
        asleep(FactType.ONLINE).hostWoke().seconds(15).effects();

        assertEquals(List.of(NotifyType.COMMBAD), bench.states(FactType.COMMBAD).announced());
    }

    @Test
    void communicationLostIsOldNewsUntilTheNetworkHadItsTime() {
        asleep(FactType.ONLINE).hostWoke();
        assertTrue(bench.knows(FactType.COMMBAD));

        assertFalse(bench.seconds(15).knows(FactType.COMMBAD));
    }

    @Test
    void sleepCancelsWhatTheLookBeforeItFound() {
        DeciderBench hasty = new DeciderBench("OBLBDURATION 0");
        hasty.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).ticks();
        hasty.hostWoke()
                .states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT)
                .ticks();
        assertEquals(0, hasty.count(Effect.OrderForcedShutdown.class));

        assertEquals(1, hasty.ticks().count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void whatWasSoBeforeIsNotShownToAnOperator() {
        asleep(FactType.ONBATT).hostWoke();

        assertEquals(List.of(), bench.view().facts());
    }

    @Test
    void communicationThatWasLostBeforeIsNotToldAgain() {
        asleep(FactType.ONLINE, FactType.COMMBAD).hostWoke().effects();

        assertEquals(List.of(), bench.states(FactType.COMMBAD).seconds(60).announced());
        assertEquals(List.of(NotifyType.COMMOK), bench.states(FactType.COMMOK).announced());
    }

    @Test
    void upsThatWasNeverReadAndIsNotNowIsTold() {
        bench.hostWoke().effects();

        assertEquals(
                List.of(NotifyType.COMMBAD),
                bench.states(FactType.COMMBAD).seconds(16).announced());
    }

    @Test
    void shutdownUnderWayIsNotUndone() {
        asleep(FactType.ONBATT, FactType.LOWBATT).seconds(5);
        assertEquals(1, bench.count(Effect.OrderForcedShutdown.class));
        bench.hostWoke().states(FactType.COMMOK, FactType.ONLINE);

        assertEquals(1, bench.seconds(20).count(Effect.ShutDown.class));
    }

    @Test
    void whoWasAloneBeforeMayNotBeAnyMore() {
        DeciderBench waiting = new DeciderBench("HOSTSYNC 30", "FINALDELAY 0");
        waiting.states(FactType.COMMOK, FactType.ALONE)
                .forcedShutdownRequested()
                .hostWoke();

        assertEquals(0, waiting.seconds(20).count(Effect.ShutDown.class));
        assertEquals(1, waiting.states(FactType.ALONE).seconds(1).count(Effect.ShutDown.class));
    }

    @Test
    void monitorThatIsLostWhileTheHostWakesIsReplacedByOneThatIsBelieved() {
        asleep(FactType.ONBATT, FactType.LOWBATT).hostWoke().monitorLost().monitorReady();
        bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).seconds(5);

        assertEquals(1, bench.count(Effect.OrderForcedShutdown.class));
        assertEquals(Optional.empty(), bench.effects().stream().findFirst());
    }
}
