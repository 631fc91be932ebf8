// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.dispatcher.command.CommandPlanner;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.FakeCommands;
import org.upsjail.dispatcher.command.HandlerEnvironment;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.NotifyPolicy;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.shutdown.ShutdownActs;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;

/** The rooms joined, on a host whose monitor cannot be started; the clock jumps ahead each time it is read. */
@Timeout(120)
class DispatcherTest {

    private static final Duration STEP = Duration.ofMillis(100);

    private final FakeCommands programs = new FakeCommands();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), false);
    private final UpsmonConf conf = Configurations.with(
            "HOSTSYNC 0",
            "FINALDELAY 1",
            "NOTIFYCMD /bin/notify",
            "NOTIFYFLAG ONBATT SYSLOG+WALL+EXEC",
            "NOTIFYFLAG SHUTDOWN SYSLOG");
    private final DecideThread thread = new DecideThread(this::now);
    private final Dispatcher dispatcher = dispatcher();
    private Duration now = Duration.ZERO;

    private Duration now() {
        now = now.plus(STEP);
        return now;
    }

    private Dispatcher dispatcher() {
        HandlerEnvironment environment = HandlerEnvironment.of(Map.of(), "nut", "/", "/bin/false");
        CommandPlanner planner = new CommandPlanner(conf.notifications().command(), environment);
        CommandRunner runner = new CommandRunner(programs, thread, this::now, log::warning);
        return new Dispatcher(
                thread,
                this::now,
                new Decider(conf),
                new NotifyPolicy(conf.notifications()),
                planner,
                runner,
                new ShutdownActs(Optional.empty(), conf.shutdown().command(), planner, runner, thread, log),
                log);
    }

    private int run() throws InterruptedException {
        MonitorSupervisor supervisor = new MonitorSupervisor(
                () -> {
                    throw new IOException("no such program");
                },
                pid -> List.of(),
                Set.of(Configurations.UPS),
                "0".repeat(64),
                dispatcher,
                thread,
                this::now,
                log);
        return dispatcher.run(supervisor);
    }

    private List<String> commands() {
        return programs.started().stream()
                .map(command -> String.join(" ", command.plan().arguments()))
                .toList();
    }

    private String log() {
        return logged.toString(StandardCharsets.UTF_8);
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
        assertEquals(List.of("/bin/sh -c /sbin/poweroff"), commands());
    }

    @Test
    void stopDuringAShutdownWaitsForItsCommand() throws InterruptedException {
        programs.exitAtOnceWith(0);
        thread.execute(dispatcher::forceShutdown);
        thread.execute(dispatcher::stop);

        assertEquals(0, run());
        assertEquals(List.of("/bin/sh -c /sbin/poweroff"), commands());
        assertTrue(log().contains("told to stop during a shutdown: the shutdown comes first"), log());
    }

    @Test
    void stopIsObeyedWhileTheCommandFails() throws InterruptedException {
        programs.exitAtOnceWith(1);
        thread.execute(dispatcher::forceShutdown);
        thread.execute(dispatcher::stop);

        assertEquals(0, run());
        assertEquals(1, commands().size());
        assertTrue(log().contains("SHUTDOWNCMD failed (exited with status 1)"), log());
    }

    @Test
    void refusalOfTheFirstMonitorIsTheExitStatus() throws InterruptedException {
        thread.execute(() -> dispatcher.monitorRefused(78));

        assertEquals(1, run());
    }

    @Test
    void factIsToldInEveryWayItsFlagsAskFor() throws InterruptedException {
        thread.execute(() -> dispatcher.monitorStated(Fact.of(FactType.ONBATT, Configurations.UPS)));
        thread.execute(dispatcher::stop);
        run();

        assertEquals(List.of("/usr/bin/wall", "/bin/notify UPS ups@host on battery"), commands());
        assertTrue(log().contains("UPS ups@host on battery"), log());
    }
}
