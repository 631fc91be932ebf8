// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** From the decision to the end, HOSTSYNC 10 and FINALDELAY 5. */
class ShutdownSequenceTest {

    private static final UpsName OTHER_UPS = new UpsName("other@host");
    private static final List<NotifyType> HOSTSYNC = List.of(NotifyType.SHUTDOWN_HOSTSYNC);
    private static final List<NotifyType> SHUTDOWN = List.of(NotifyType.SHUTDOWN);

    private final DeciderBench bench = bench();

    private static DeciderBench bench(String... more) {
        String[] lines = Configurations.prepend("HOSTSYNC 10", Configurations.prepend("FINALDELAY 5", more));
        return new DeciderBench(lines);
    }

    private static DeciderBench secondary(String... more) {
        return bench(Configurations.prepend(Configurations.monitor(Configurations.UPS, 1, "secondary"), more));
    }

    private static DeciderBench low(DeciderBench bench) {
        bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).ticks().effects();
        return bench.ticks();
    }

    /** As far as SHUTDOWNCMD. */
    private static DeciderBench commanded(DeciderBench bench) {
        low(bench).states(FactType.ALONE).seconds(6);
        assertEquals(1, bench.count(Effect.ShutDown.class));
        return bench;
    }

    @Test
    void primaryExplainsItselfAndOrdersForcedShutdown() {
        List<Effect> effects = low(bench).effects();
        Effect.Say said = (Effect.Say) effects.get(0);

        assertEquals(Weight.CRITICAL, said.weight());
        assertTrue(said.line().startsWith("initiating forced shutdown: supplies left 0, MINSUPPLIES 1, "), said::line);
        assertTrue(
                said.line().contains("ups@host (primary, power value 1) is critical: on battery and low"), said::line);
        assertEquals(List.of(new Effect.OrderForcedShutdown()), effects.subList(1, effects.size()));
    }

    @Test
    void oneTickBetweenTheFactsOfOnePollDecidesNothing() {
        bench.states(FactType.COMMOK, FactType.ONBATT, FactType.LOWBATT).ticks();
        bench.states(FactType.ONLINE, FactType.NOTLOWBATT).effects();

        assertEquals(List.of(), bench.seconds(30).effects());
    }

    @Test
    void primaryThatIsAloneWaitsForNobody() {
        low(bench).states(FactType.ALONE).effects();

        assertEquals(
                List.of(
                        new Effect.Say(Weight.CRITICAL, "executing automatic power-fail shutdown"),
                        new Effect.TellTerminals("executing automatic power-fail shutdown"),
                        new Effect.Announce(Announcement.ofHost(NotifyType.SHUTDOWN))),
                bench.ticks().effects());
    }

    @Test
    void primarySaysOnceThatItWaitsForSecondaries() {
        low(bench).effects();

        assertEquals(HOSTSYNC, bench.seconds(1).announced());
        assertEquals(List.of(), bench.seconds(8).announced());
    }

    @Test
    void primaryThatHasToWaitForNobodyForLongDoesNotSayThatItWaits() {
        low(bench).effects();
        for (int tick = 1; tick < 10; tick++) {
            assertEquals(List.of(), bench.ticks().announced(), "tick " + tick);
        }

        assertEquals(HOSTSYNC, bench.ticks().announced());
    }

    @Test
    void primaryGoesOnWhenTheLastSecondaryHasLeft() {
        low(bench).seconds(3).effects();

        assertEquals(SHUTDOWN, bench.states(FactType.ALONE).ticks().announced());
    }

    @Test
    void primaryGoesOnWhenHostsyncHasExpired() {
        low(bench).seconds(9).effects();

        assertEquals(
                new Effect.Say(Weight.NOTICE, "host sync timer expired, forcing shutdown"),
                bench.seconds(1).effects().get(0));
    }

    @Test
    void primaryOfTwoWaitsForTheSecondariesOfBoth() {
        DeciderBench both = bench(
                "MINSUPPLIES 2",
                Configurations.monitor(Configurations.UPS, 1, "primary"),
                Configurations.monitor(OTHER_UPS, 1, "primary"));
        low(both).states(FactType.ALONE).effects();
        assertEquals(HOSTSYNC, both.seconds(5).announced());

        assertEquals(SHUTDOWN, both.states(FactType.ALONE, OTHER_UPS).ticks().announced());
    }

    @Test
    void primaryWaitsForTheSecondariesOfAUpsItOnlyWatches() {
        DeciderBench watching = bench(
                Configurations.monitor(Configurations.UPS, 1, "secondary"),
                Configurations.monitor(OTHER_UPS, 0, "primary"));
        watching.forcedShutdownRequested().effects();
        assertEquals(HOSTSYNC, watching.seconds(5).announced());

        assertEquals(
                SHUTDOWN, watching.states(FactType.ALONE, OTHER_UPS).ticks().announced());
    }

    @Test
    void primaryDoesNotWaitForAUpsItIsSecondaryOf() {
        DeciderBench mixed = bench(
                "MINSUPPLIES 2",
                Configurations.monitor(Configurations.UPS, 1, "primary"),
                Configurations.monitor(OTHER_UPS, 1, "secondary"));
        low(mixed).effects();

        assertEquals(SHUTDOWN, mixed.states(FactType.ALONE).ticks().announced());
    }

    @Test
    void secondaryOrdersNothingAndWaitsForNobody() {
        DeciderBench host = secondary();
        host.states(FactType.COMMOK, FactType.FSD).effects();

        host.ticks().ticks();
        assertEquals(SHUTDOWN, host.announced());
        assertEquals(0, host.seconds(4).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void commandRunsOnceAfterFinalDelay() {
        low(bench).states(FactType.ALONE).ticks();
        assertEquals(0, bench.seconds(4).count(Effect.ShutDown.class));

        assertEquals(1, bench.seconds(1).count(Effect.ShutDown.class));
        assertEquals(0, bench.seconds(60).count(Effect.ShutDown.class));
    }

    @Test
    void commandRunsInTheNextTickWithoutFinalDelay() {
        DeciderBench hasty = new DeciderBench("FINALDELAY 0");
        low(hasty).states(FactType.ALONE).ticks().effects();

        assertEquals(List.of(new Effect.ShutDown()), hasty.ticks().effects());
    }

    @Test
    void powerThatComesBackStopsNothing() {
        low(bench).states(FactType.ONLINE, FactType.NOTLOWBATT, FactType.ALONE);

        assertEquals(1, bench.seconds(6).count(Effect.ShutDown.class));
    }

    @Test
    void shutdownUnderWayIsNotBegunAgain() {
        low(bench).effects();

        assertEquals(List.of(), bench.forcedShutdownRequested().effects());
    }

    @Test
    void failedCommandIsSaidAndRunAgainAfterTenSeconds() {
        commanded(bench).shutdownCommandEnded(Optional.of("exited with status 1"));
        assertEquals(
                List.of(new Effect.Say(
                        Weight.CRITICAL,
                        "SHUTDOWNCMD failed (exited with status 1): the host stays up, trying again in 10 s")),
                bench.effects());

        assertEquals(0, bench.seconds(9).count(Effect.ShutDown.class));
        assertEquals(1, bench.seconds(1).count(Effect.ShutDown.class));
    }

    @Test
    void failedCommandIsRunAgainHoweverOftenItFails() {
        commanded(bench);
        for (int i = 0; i < 20; i++) {
            bench.shutdownCommandEnded(Optional.of("exited with status 1"));
            assertEquals(1, bench.seconds(10).count(Effect.ShutDown.class), "retry " + i);
        }
    }

    @Test
    void commandThatTakesLongIsSaidEachMinute() {
        commanded(bench);
        // It has been running for 0.8 s by now.
        assertEquals(List.of(), bench.seconds(59).ticks().effects());

        assertEquals(1, bench.ticks().count(Effect.Say.class));
        assertEquals(0, bench.seconds(59).count(Effect.Say.class));
        assertEquals(1, bench.seconds(1).count(Effect.Say.class));
    }

    @Test
    void doneCommandEndsTheProcessAtOnce() {
        commanded(bench);

        assertEquals(
                List.of(new Effect.End()),
                bench.shutdownCommandEnded(Optional.empty()).effects());
    }

    @Test
    void doneCommandLeavesTheProcessWhenAskedTo() {
        DeciderBench staying = commanded(bench("SHUTDOWNEXIT no"));
        staying.shutdownCommandEnded(Optional.empty());

        assertEquals(List.of(), staying.seconds(600).effects());
    }

    @Test
    void doneCommandLeavesTheProcessForTheSecondsAskedFor() {
        DeciderBench staying = commanded(bench("SHUTDOWNEXIT 30"));
        staying.shutdownCommandEnded(Optional.empty());

        assertEquals(0, staying.seconds(29).count(Effect.End.class));
        assertEquals(1, staying.seconds(1).count(Effect.End.class));
    }

    private static DeciderBench watchingOnly() {
        DeciderBench watching = new DeciderBench("MINSUPPLIES 0", "SHUTDOWNCMD \"\"", "HOSTSYNC 4", "FINALDELAY 2");
        watching.states(FactType.COMMOK, FactType.ONLINE).ticks().effects();
        return watching.forcedShutdownRequested();
    }

    @Test
    void hostWithoutCommandTellsTheOthersAndStaysUp() {
        DeciderBench watching = watchingOnly();
        watching.seconds(10);
        List<Effect> effects = watching.effects();

        assertTrue(effects.contains(new Effect.OrderForcedShutdown()), effects::toString);
        assertTrue(effects.contains(new Effect.Announce(Announcement.ofHost(NotifyType.SHUTDOWN))), effects::toString);
        assertEquals(new Effect.StandDown(), effects.get(effects.size() - 1));
        assertFalse(effects.contains(new Effect.ShutDown()), effects::toString);
        assertFalse(effects.contains(new Effect.End()), effects::toString);
    }

    @Test
    void hostWithoutCommandGoesOnWatchingAndCanBeAskedAgain() {
        DeciderBench watching = watchingOnly();
        watching.seconds(10).effects();

        assertEquals(
                List.of(NotifyType.ONBATT), watching.states(FactType.ONBATT).announced());
        watching.forcedShutdownRequested().seconds(10);
        assertEquals(1, watching.count(Effect.StandDown.class));
    }
}
