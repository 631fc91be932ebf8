// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.FakeCommands;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalStart;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;
import org.upsjail.dispatcher.sink.CapturedLog;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.UpsjailConf.Records;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;

/** The rooms joined, on a host whose monitor cannot be started; the clock jumps ahead each time it is read. */
@Timeout(120)
class DispatcherTest {

    private static final Duration STEP = Duration.ofMillis(30);

    private Duration now = Duration.ZERO;
    private Duration asleep = Duration.ZERO;
    private final FakeCommands programs = new FakeCommands();
    private final CapturedLog log = new CapturedLog();
    private final DecideThread thread = new DecideThread(this::now, line -> {});
    private final Dispatcher dispatcher = dispatcher(Journal.none());

    private Duration now() {
        now = now.plus(STEP);
        return now;
    }

    private Dispatcher dispatcher(Journal journal) {
        Configuration configuration = Configurations.whole(
                "HOSTSYNC 0",
                "FINALDELAY 1",
                "NOTIFYCMD /bin/notify",
                "NOTIFYFLAG ONBATT SYSLOG+WALL+EXEC",
                "NOTIFYFLAG SUSPEND_FINISHED EXEC",
                "NOTIFYFLAG SHUTDOWN SYSLOG");
        Policies policies = Configurations.policies(configuration);
        CommandRunner runner = new CommandRunner(programs, thread, this::now, log.log()::warning);
        return new Dispatcher(
                policies, thread, this::now, () -> Optional.of(asleep), runner, journal, ServiceWatch.NONE, log.log());
    }

    private int run() throws InterruptedException {
        return dispatcher.run(() -> false);
    }

    private List<String> commands() {
        return programs.started().stream()
                .map(command -> String.join(" ", command.plan().arguments()))
                .toList();
    }

    private void assertLogged(String line) {
        String all = log.text();
        assertTrue(all.contains(line), all);
    }

    @Test
    void stopEndsWithoutShutdown() throws InterruptedException {
        thread.execute(dispatcher::stop);

        assertEquals(0, run());
        assertEquals(List.of(), commands());
    }

    @Test
    void forcedShutdownRunsTheCommandAndEnds() throws InterruptedException {
        programs.exitAtOnceWith(0);
        thread.execute(dispatcher::forceShutdown);

        assertEquals(0, run());
        assertEquals(List.of("/usr/bin/wall", "/bin/sh -c /sbin/poweroff"), commands());
    }

    @Test
    void stopDuringAShutdownWaitsForItsCommand() throws InterruptedException {
        programs.exitAtOnceWith(0);
        thread.execute(dispatcher::forceShutdown);
        thread.execute(dispatcher::stop);

        assertEquals(0, run());
        assertEquals(List.of("/usr/bin/wall", "/bin/sh -c /sbin/poweroff"), commands());
        assertLogged("told to stop during a shutdown: the shutdown comes first");
    }

    @Test
    void stopWhileTheOrderForAShutdownIsWrittenDownWaitsForIt() throws InterruptedException, IOException {
        programs.exitAtOnceWith(0);
        CountDownLatch never = new CountDownLatch(1);
        JournalStart.Place hanging = () -> {
            try {
                never.await();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
            return Path.of("/");
        };
        Journal journal = JournalStart.in(
                        hanging,
                        new Records(Path.of("/"), 1 << 20, 2, Optional.empty()),
                        new Circumstances("", "", Duration.ZERO),
                        this::now,
                        thread,
                        line -> {})
                .journal();
        Dispatcher slow = dispatcher(journal);
        thread.execute(slow::forceShutdown);
        thread.execute(slow::stop);

        assertEquals(0, slow.run(() -> false));
        assertEquals(List.of("/usr/bin/wall", "/bin/sh -c /sbin/poweroff"), commands());
        assertLogged("told to stop during a shutdown: the shutdown comes first");
    }

    @Test
    void shutdownAskedForWhileStoppingIsRefused() throws InterruptedException {
        thread.execute(dispatcher::stop);
        assertEquals(0, run());

        assertFalse(dispatcher.forceShutdown());
        assertEquals(List.of(), commands());
        assertLogged("asked for while upsjail stops, and is not begun");
    }

    @Test
    void stopIsObeyedWhileTheCommandFails() throws InterruptedException {
        programs.exitAtOnceWith(1);
        thread.execute(dispatcher::forceShutdown);
        thread.execute(dispatcher::stop);

        assertEquals(0, run());
        assertEquals(List.of("/usr/bin/wall", "/bin/sh -c /sbin/poweroff"), commands());
        assertLogged("SHUTDOWNCMD failed (exited with status 1)");
    }

    @Test
    void refusalOfTheFirstMonitorIsTheExitStatus() throws InterruptedException {
        thread.execute(() -> dispatcher.news().monitorRefused(78));

        assertEquals(1, run());
    }

    @Test
    void factIsToldInEveryWayItsFlagsAskFor() throws InterruptedException {
        thread.execute(() -> dispatcher.news().monitorStated(Fact.of(FactType.ONBATT, Configurations.UPS)));
        thread.execute(dispatcher::stop);
        run();

        assertEquals(List.of("/bin/notify UPS ups@host on battery", "/usr/bin/wall"), commands());
        assertLogged("UPS ups@host on battery");
    }

    @Test
    void sleepOfTheHostIsTold() throws InterruptedException {
        // The first look is before any task.
        thread.execute(() -> asleep = Duration.ofSeconds(60));
        thread.execute(dispatcher::stop);
        run();

        assertLogged("the host slept for 60 s");
        assertTrue(commands().get(0).startsWith("/bin/notify OS just finished sleep"), commands()::toString);
    }

    @Test
    void factAndHeartbeatAreSaidToOneWhoLooksForAFault() throws InterruptedException {
        log.log().debugLevel(2);
        thread.execute(() -> dispatcher.news().monitorStated(Fact.of(FactType.LOGINOK, Configurations.UPS)));
        thread.execute(dispatcher.news()::monitorAlive);
        thread.execute(dispatcher::stop);
        run();
        String all = log.text();

        assertTrue(all.contains("[D2] stated: ups@host LOGINOK"), all);
        assertFalse(all.contains("heartbeat"), all);
    }
}
