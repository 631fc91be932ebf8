// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.KnownFact;
import org.upsjail.dispatcher.decide.ToldAt;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;
import org.upsjail.dispatcher.journal.Resumption.UnfinishedCommand;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What is taken up from a journal, wherever it breaks off. */
class ResumptionTest {

    private static final UpsName UPS = RandomLife.UPSES.get(0);
    private static final Circumstances SAME =
            new Circumstances(RandomLife.BOOT, UpsSet.digest(RandomLife.UPSES), Duration.ZERO);

    private final List<JournalLine> lines = new ArrayList<>();
    private Duration now = Duration.ofHours(1);

    ResumptionTest() {
        write(new JournalRecord.Started(RandomLife.BOOT, UpsSet.digest(RandomLife.UPSES), 1, false));
    }

    private long write(JournalRecord record) {
        lines.add(new JournalLine(lines.size(), now, Instant.EPOCH, false, record));
        return lines.size() - 1L;
    }

    private static Announcement of(NotifyType type) {
        return new Announcement(type, Optional.of(UPS), Optional.empty());
    }

    private static JournalRecord announced(NotifyType type) {
        return new JournalRecord.Announced(of(type), true, true);
    }

    private static JournalState stateOf(List<JournalLine> lines) {
        JournalState state = new JournalState();
        lines.forEach(state::apply);
        return state;
    }

    private Resumption resumed() {
        return Resumption.of(stateOf(lines), SAME, now).orElseThrow();
    }

    private Optional<Resumption> resumedUnder(Circumstances circumstances, Duration later) {
        return Resumption.of(stateOf(lines), circumstances, now.plus(later));
    }

    @Test
    void announcedAndNotStartedIsToRun() {
        long number = write(announced(NotifyType.ONBATT));

        assertEquals(
                List.of(new UnfinishedCommand(number, of(NotifyType.ONBATT), false)),
                resumed().commands());
    }

    @Test
    void startedAndNotEndedIsToRunAsARepeat() {
        long number = write(announced(NotifyType.ONBATT));
        write(new JournalRecord.CommandStarted(number, false));

        assertEquals(
                List.of(new UnfinishedCommand(number, of(NotifyType.ONBATT), true)),
                resumed().commands());
    }

    @Test
    void endedIsNotToRun() {
        long number = write(announced(NotifyType.ONBATT));
        write(new JournalRecord.CommandStarted(number, false));
        write(new JournalRecord.CommandEnded(
                number, Duration.ZERO, OptionalInt.of(1), Optional.of("exited with status 1")));

        assertEquals(List.of(), resumed().commands());
    }

    @Test
    void commandsAreToRunInTheOrderTheyWereAnnounced() {
        long first = write(announced(NotifyType.ONBATT));
        long second = write(announced(NotifyType.LOWBATT));
        write(new JournalRecord.CommandStarted(second, false));

        assertEquals(
                List.of(first, second),
                resumed().commands().stream().map(UnfinishedCommand::number).toList());
    }

    @Test
    void factThatWasAnnouncedIsKnown() {
        write(announced(NotifyType.ONBATT));

        assertEquals(
                List.of(new KnownFact(Fact.of(FactType.ONBATT, UPS), now, Optional.empty())),
                resumed().ledger());
    }

    @Test
    void timesAreOfTheClockOfTheNewProcess() {
        write(announced(NotifyType.ONBATT));
        Circumstances later = new Circumstances(RandomLife.BOOT, UpsSet.digest(RandomLife.UPSES), now.plusSeconds(5));

        assertEquals(
                Duration.ofSeconds(-5),
                resumedUnder(later, Duration.ofSeconds(5))
                        .orElseThrow()
                        .ledger()
                        .get(0)
                        .since());
    }

    @Test
    void anotherBootTakesUpNothing() {
        assertEquals(
                Optional.empty(),
                resumedUnder(
                        new Circumstances("other", UpsSet.digest(RandomLife.UPSES), Duration.ZERO), Duration.ZERO));
    }

    @Test
    void unknownBootTakesUpNothing() {
        assertEquals(
                Optional.empty(),
                resumedUnder(new Circumstances("", UpsSet.digest(RandomLife.UPSES), Duration.ZERO), Duration.ZERO));
    }

    @Test
    void otherUpsesTakeUpNothing() {
        assertEquals(
                Optional.empty(),
                resumedUnder(
                        new Circumstances(RandomLife.BOOT, UpsSet.digest(List.of(UPS)), Duration.ZERO), Duration.ZERO));
    }

    @Test
    void upsesOfAReloadCountFromThenOn() {
        write(new JournalRecord.Reloaded(UpsSet.digest(List.of(UPS))));

        assertEquals(Optional.empty(), resumedUnder(SAME, Duration.ZERO));
    }

    @Test
    void whatIsTooOldIsNotTakenUp() {
        assertTrue(resumedUnder(SAME, Resumption.MAX_AGE).isPresent());
        assertEquals(Optional.empty(), resumedUnder(SAME, Resumption.MAX_AGE.plusMillis(1)));
    }

    @Test
    void signOfLifeKeepsItYoung() {
        write(announced(NotifyType.ONBATT));
        now = now.plusSeconds(3600);
        write(new JournalRecord.Alive());

        assertEquals(1, resumed().ledger().size());
    }

    @Test
    void orderlyEndLeavesCommandsAndNoLedger() {
        write(announced(NotifyType.ONBATT));
        write(new JournalRecord.Stopped());

        assertEquals(List.of(), resumed().ledger());
        assertEquals(1, resumed().commands().size());
    }

    @Test
    void startThatTookNothingUpForgetsWhatWasBefore() {
        write(announced(NotifyType.ONBATT));
        write(new JournalRecord.Started(RandomLife.BOOT, UpsSet.digest(RandomLife.UPSES), 2, false));

        assertEquals(List.of(), resumed().ledger());
        assertEquals(List.of(), resumed().commands());
    }

    @Test
    void startThatTookUpGoesOn() {
        write(announced(NotifyType.ONBATT));
        write(new JournalRecord.Started(RandomLife.BOOT, UpsSet.digest(RandomLife.UPSES), 2, true));

        assertEquals(1, resumed().ledger().size());
        assertEquals(1, resumed().commands().size());
    }

    @Test
    void afterAGapNothingCountsAsKnown() {
        write(announced(NotifyType.ONBATT));
        write(new JournalRecord.Gap(7));

        assertEquals(List.of(), resumed().ledger());
        assertEquals(1, resumed().commands().size());
    }

    @Test
    void commandOfBeforeAGapMayHaveRun() {
        long number = write(announced(NotifyType.ONBATT));
        write(new JournalRecord.Gap(7));

        assertEquals(
                List.of(new UnfinishedCommand(number, of(NotifyType.ONBATT), true)),
                resumed().commands());
        assertEquals(
                resumed().commands(),
                Resumption.of(stateOf(stateOf(lines).carried()), SAME, now)
                        .orElseThrow()
                        .commands());
    }

    @Test
    void whatWasToldBeforeAGapIsKnownWithItsTime() {
        write(new JournalRecord.Gap(7));
        write(new JournalRecord.LastTold(of(NotifyType.REPLBATT), Duration.ofMinutes(5)));

        List<ToldAt> told = List.of(new ToldAt(of(NotifyType.REPLBATT), Duration.ofMinutes(5)));
        assertEquals(told, resumed().told());
        assertEquals(
                told,
                Resumption.of(stateOf(stateOf(lines).carried()), SAME, now)
                        .orElseThrow()
                        .told());
    }

    @Test
    void commandThatEndedInAGapIsNotTakenUp() {
        write(announced(NotifyType.ONBATT));
        write(new JournalRecord.Gap(7));
        write(new JournalRecord.CommandsKnown());

        assertEquals(List.of(), resumed().commands());
    }

    @Test
    void commandAnnouncedInAGapIsTakenUp() {
        write(new JournalRecord.Gap(7));
        write(new JournalRecord.CommandsKnown());
        write(new JournalRecord.StillToRun(1000, of(NotifyType.ONBATT), true));
        write(new JournalRecord.StillToRun(1001, of(NotifyType.TRIM), false));

        assertEquals(
                List.of(
                        new UnfinishedCommand(1000, of(NotifyType.ONBATT), true),
                        new UnfinishedCommand(1001, of(NotifyType.TRIM), false)),
                resumed().commands());
        write(new JournalRecord.CommandEnded(1000, Duration.ZERO, OptionalInt.of(0), Optional.empty()));
        assertEquals(1, resumed().commands().size());
    }

    @Test
    void shutdownUnderWayIsTakenUp() {
        write(new JournalRecord.Shutdown(true));
        write(new JournalRecord.ShutdownCommandStarted());
        assertTrue(resumed().shutdown());

        write(new JournalRecord.ShutdownCommandEnded(OptionalInt.of(1), Optional.of("exited with status 1")));
        assertTrue(resumed().shutdown());

        write(new JournalRecord.ShutdownCommandEnded(OptionalInt.of(0), Optional.empty()));
        assertEquals(false, resumed().shutdown());
    }

    @Test
    void heldBackIsToBeToldUntilItsSubjectIsTold() {
        write(new JournalRecord.Held(of(NotifyType.ONLINE), true));
        assertEquals(List.of(of(NotifyType.ONLINE)), resumed().held());

        write(new JournalRecord.Held(of(NotifyType.ONBATT), true));
        assertEquals(List.of(of(NotifyType.ONBATT)), resumed().held());

        write(new JournalRecord.Announced(of(NotifyType.ONBATT), false, false));
        assertEquals(List.of(), resumed().held());
    }

    @Test
    void forcedShutdownThatWasThereFirstIsLetBeSinceThen() {
        write(announced(NotifyType.FSD));

        assertEquals(Optional.of(now), resumed().ledger().get(0).latchedSince());
    }

    @Test
    void forcedShutdownUnderOurEyesIsNotLetBe() {
        write(new JournalRecord.Believed(Fact.of(FactType.NOTFSD, UPS)));
        write(announced(NotifyType.FSD));

        assertEquals(Optional.empty(), resumed().ledger().get(0).latchedSince());
    }

    @Test
    void whenTheBatteryWasToldLastIsKnown() {
        write(new JournalRecord.Announced(of(NotifyType.REPLBATT), true, true));
        now = now.plusSeconds(60);

        assertEquals(now.minusSeconds(60), resumed().told().get(0).at());
    }

    /** The journal of a random life, cut at every byte: nothing lost, nothing run again unmarked. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void cutAnywhereItTellsWhatIsTrue(long seed) {
        RandomLife life = new RandomLife(seed, 60);
        StringBuilder all = new StringBuilder();
        life.lines.forEach(line -> all.append(JournalJson.write(line)).append('\n'));
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            String text = new String(Arrays.copyOf(bytes, cut), StandardCharsets.UTF_8);
            List<JournalLine> read = new ArrayList<>();
            text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .forEach(line -> read.add(JournalJson.read(line).orElseThrow()));
            assertEquals(life.lines.subList(0, read.size()), read);
            if (!read.isEmpty()) {
                assertTrueAfter(life, read, "seed " + seed + " byte " + cut);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7, 8})
    void whatIsCarriedToANewFileComesToTheSame(long seed) {
        RandomLife life = new RandomLife(seed, 300);
        for (int count = 1; count <= life.lines.size(); count++) {
            List<JournalLine> carried =
                    new ArrayList<>(stateOf(life.lines.subList(0, count)).carried());
            List<JournalLine> again = carried.stream()
                    .map(line -> JournalJson.read(JournalJson.write(line)).orElseThrow())
                    .toList();
            assertEquals(carried, again);
            List<JournalLine> file = new ArrayList<>(again);
            file.add(new JournalLine(
                    count, life.lines.get(count - 1).mono(), Instant.EPOCH, false, new JournalRecord.Alive()));
            assertTrueAfter(life, count, file, "seed " + seed + " line " + count);
        }
    }

    private static void assertTrueAfter(RandomLife life, List<JournalLine> read, String where) {
        assertTrueAfter(life, read.size(), read, where);
    }

    private static void assertTrueAfter(RandomLife life, int count, List<JournalLine> read, String where) {
        RandomLife.Truth truth = life.truths.get(count - 1);
        Resumption resumption = Resumption.of(
                        stateOf(read), SAME, life.lines.get(count - 1).mono())
                .orElseThrow();
        assertEquals(Set.copyOf(truth.ledger()), new HashSet<>(resumption.ledger()), where);
        Map<Long, Boolean> commands = new LinkedHashMap<>();
        resumption.commands().forEach(command -> commands.put(command.number(), command.started()));
        assertEquals(truth.unfinished(), commands, where);
    }
}
