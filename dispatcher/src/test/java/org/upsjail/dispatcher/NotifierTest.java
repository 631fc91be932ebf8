// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.FakeCommands;
import org.upsjail.dispatcher.command.FakeCommands.FakeCommand;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.journal.HeldDisk;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalRecord;
import org.upsjail.dispatcher.journal.JournalRecord.Announced;
import org.upsjail.dispatcher.journal.JournalRecord.CommandEnded;
import org.upsjail.dispatcher.journal.JournalRecord.CommandStarted;
import org.upsjail.dispatcher.journal.JournalRecord.StillToRun;
import org.upsjail.dispatcher.journal.Resumption.UnfinishedCommand;
import org.upsjail.dispatcher.sink.CapturedLog;
import org.upsjail.protocol.fact.NotifyType;

/** What starts for an announcement, and what the journal says of it by then; on a disk that answers when told to. */
@Timeout(120)
class NotifierTest {

    private static final Announcement ON_BATTERY = of(NotifyType.ONBATT);

    /** Longer than a handler waits for a disk. */
    private static final Duration TOO_LONG = Duration.ofSeconds(1);

    private final BlockingQueue<Runnable> decideThread = new LinkedBlockingQueue<>();
    private final FakeCommands programs = new FakeCommands();
    private final CapturedLog log = new CapturedLog();
    private final HeldDisk disk = new HeldDisk();
    private Duration now = Duration.ZERO;
    private final Journal journal = disk.journal(() -> now, decideThread::add);
    private final Notifier notifier =
            notifier("NOTIFYCMD /bin/notify", "NOTIFYFLAG ONBATT SYSLOG+EXEC", "NOTIFYFLAG ONLINE SYSLOG");

    private static Announcement of(NotifyType type) {
        return new Announcement(type, Optional.of(Configurations.UPS), Optional.empty());
    }

    private Notifier notifier(String... directives) {
        Policies policies = Configurations.policies(Configurations.whole(directives));
        Decider decider = new Decider(policies.configuration().upsmon(), Duration.ZERO);
        return new Notifier(
                policies,
                Notifier.limitOf(policies, Duration.ZERO),
                new CommandRunner(programs, decideThread::add, () -> now, log.log()::warning),
                () -> now,
                journal,
                new LedgerRecords(journal, () -> now, () -> decider, ups -> List.of(), List::of),
                log.log());
    }

    /** All that the decide thread has to do just now. */
    private void endStep() {
        for (Runnable task = decideThread.poll(); task != null; task = decideThread.poll()) {
            task.run();
        }
    }

    private FakeCommand onlyOneStarted() throws InterruptedException {
        while (programs.started().isEmpty()) {
            Runnable task = decideThread.poll(30, TimeUnit.SECONDS);
            assertTrue(task != null, "nothing is started");
            task.run();
        }
        assertEquals(1, programs.started().size());
        return programs.started().get(0);
    }

    @Test
    void handlerIsNotStartedBeforeTheJournalSaysSo() throws InterruptedException {
        notifier.tell(ON_BATTERY, true);
        endStep();
        assertEquals(List.of(), programs.started());
        assertEquals(List.of(), programs.released());

        assertEquals(List.of(new Announced(ON_BATTERY, true, true), new CommandStarted(0, false)), disk.answer());
        onlyOneStarted();
    }

    @Test
    void handlerThatIsReadyIsNotLetRunBeforeTheJournalSaysSo() throws InterruptedException {
        notifier.tell(ON_BATTERY, true);
        endStep();
        assertEquals(1, programs.expected().size());
        assertEquals(List.of(), programs.released());

        disk.answer();
        onlyOneStarted();
        assertEquals(programs.expected(), programs.released());
    }

    @Test
    void diskThatDoesNotAnswerHoldsUpNoHandlerForLong() {
        notifier.tell(ON_BATTERY, true);
        endStep();
        now = TOO_LONG;
        journal.tick();

        assertEquals(1, programs.started().size());
    }

    @Test
    void endOfTheHandlerIsWrittenUnderTheNumberOfItsAnnouncement() throws InterruptedException {
        notifier.tell(of(NotifyType.ONLINE), false);
        notifier.tell(ON_BATTERY, false);
        disk.answer();
        FakeCommand handler = onlyOneStarted();
        now = Duration.ofSeconds(2);
        handler.exit(3);
        endStep();

        assertEquals(
                List.of(new CommandEnded(
                        1, Duration.ofSeconds(2), OptionalInt.of(3), Optional.of("exited with status 3"))),
                disk.answer());
    }

    @Test
    void announcementWithoutHandlerStartsNothingAndIsWritten() throws InterruptedException {
        notifier.tell(of(NotifyType.ONLINE), true);
        endStep();

        assertEquals(List.of(new Announced(of(NotifyType.ONLINE), false, true)), disk.answer());
        assertEquals(List.of(), programs.expected());
    }

    @Test
    void handlerIsUnfinishedUntilItHasEnded() throws InterruptedException {
        notifier.tell(ON_BATTERY, true);
        assertEquals(List.of(new StillToRun(0, ON_BATTERY, true)), notifier.unfinished());

        disk.answer();
        onlyOneStarted().exit(0);
        endStep();
        assertEquals(List.of(), notifier.unfinished());
    }

    @Test
    void handlerThatWaitsForItsTurnIsUnfinishedAndHasNotRun() {
        notifier.tell(ON_BATTERY, true);
        notifier.tell(ON_BATTERY, true);

        assertEquals(
                List.of(new StillToRun(0, ON_BATTERY, true), new StillToRun(2, ON_BATTERY, false)),
                notifier.unfinished());
    }

    @Test
    void handlerThatWasCutOffRunsOnceMoreAndIsMarked() throws InterruptedException {
        notifier.takeUp(new UnfinishedCommand(7, ON_BATTERY, true));
        endStep();
        assertEquals(List.of(new CommandStarted(7, true)), disk.answer());

        assertEquals("1", onlyOneStarted().plan().environment().get(Notifier.REPEAT));
    }

    @Test
    void handlerThatHadNotBeenStartedIsNotMarked() throws InterruptedException {
        notifier.takeUp(new UnfinishedCommand(7, ON_BATTERY, false));
        endStep();
        assertEquals(List.of(new CommandStarted(7, false)), disk.answer());

        assertFalse(onlyOneStarted().plan().environment().containsKey(Notifier.REPEAT));
    }

    @Test
    void handlerThatIsNotConfiguredAnyMoreIsNotTakenUpAndThatIsWritten() throws InterruptedException {
        notifier.takeUp(new UnfinishedCommand(7, of(NotifyType.ONLINE), true));
        endStep();

        assertEquals(
                List.of(new CommandEnded(
                        7, Duration.ZERO, OptionalInt.empty(), Optional.of("not run: not configured any more"))),
                disk.answer());
        assertEquals(List.of(), programs.expected());
    }

    @Test
    void whatIsHeldBackIsWrittenOnceAndNotTold() throws InterruptedException {
        Notifier slow = notifier("NOTIFYFLAG CAL SYSLOG");
        Announcement often = of(NotifyType.CAL);
        int told = 0;
        while (slow.heldBack() == 0) {
            slow.tell(often, true);
            told++;
        }
        endStep();
        List<JournalRecord> written = disk.answer();

        assertEquals(
                1, written.stream().filter(JournalRecord.Held.class::isInstance).count(), written::toString);
        assertEquals(
                told - 1, written.stream().filter(Announced.class::isInstance).count(), written::toString);
    }

    @Test
    void testIsMarkedForTheHandlerAndIsInNoJournal() {
        notifier.test(ON_BATTERY, result -> {});
        FakeCommand handler = programs.started().get(0);

        assertEquals("1", handler.plan().environment().get("UPSJAIL_TEST"));
        assertEquals("TEST: UPS ups@host on battery", handler.plan().arguments().get(1));
        assertEquals(0, journal.record(new JournalRecord.Alive()), "the number of the first record");
    }

    @Test
    void endOfATestIsHeard() {
        List<Integer> statuses = new ArrayList<>();
        notifier.test(ON_BATTERY, result -> statuses.add(result.status()));
        programs.started().get(0).exit(3);
        endStep();

        assertEquals(List.of(3), statuses);
    }

    @Test
    void whatAHandlerPrintedIsLoggedUpToFiveLinesAndSoIsItsFailure() throws InterruptedException {
        notifier.tell(ON_BATTERY, true);
        disk.answer();
        FakeCommand handler = onlyOneStarted();
        handler.prints("1\n2\n3\n4\n5\n6\n");
        handler.exit(1);
        endStep();
        String logged = log.text();

        assertTrue(logged.contains("NOTIFYCMD for ONBATT printed: 5"), logged);
        assertFalse(logged.contains("printed: 6"), logged);
        assertTrue(logged.contains("NOTIFYCMD for ONBATT exited with status 1"), logged);
    }
}
