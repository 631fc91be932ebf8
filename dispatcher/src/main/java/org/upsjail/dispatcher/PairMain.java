// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.host.ControlGroup;
import org.upsjail.dispatcher.host.HostCommands;
import org.upsjail.dispatcher.host.HostSignals;
import org.upsjail.dispatcher.host.InheritedFifos;
import org.upsjail.dispatcher.host.OomScore;
import org.upsjail.dispatcher.host.PairDirectory;
import org.upsjail.dispatcher.host.PidFile;
import org.upsjail.dispatcher.host.RunDirectory;
import org.upsjail.dispatcher.host.ServiceNotices;
import org.upsjail.dispatcher.host.ShutdownUnit;
import org.upsjail.dispatcher.host.SleepClock;
import org.upsjail.dispatcher.host.UnitMonitors;
import org.upsjail.dispatcher.journal.JournalStart;
import org.upsjail.dispatcher.operator.OperatorDesk;
import org.upsjail.dispatcher.operator.OperatorReply;
import org.upsjail.dispatcher.operator.OperatorSocket;
import org.upsjail.dispatcher.operator.OperatorVerb;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.ConfigException;

/** Starts the dispatcher of a pair, or root's acceptance before it. */
public final class PairMain {

    private static final int REFUSED = 1;
    private static final String MONITOR_UNIT = "upsjail-monitor.service";
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final PairOptions options;
    private final Map<String, String> environment = System.getenv();
    private final Log log = new Log(System.err, DispatcherMain.wantsPriorities());
    private final HostSignals signals = new HostSignals();

    private PairMain(PairOptions options) {
        this.options = options;
    }

    /**
     * Exit status: 0 done or stopped, 1 refused, 3 for an internal error, 64 for a wrong command line, 82 to have both units
     * started anew.
     */
    public static void main(String[] arguments) {
        Runtime.getRuntime().halt(ExitStatus.of(() -> statusOf(arguments), System.err::println));
    }

    private static int statusOf(String[] arguments) {
        Optional<PairOptions> options = PairOptions.parse(System.getenv(), arguments);
        if (options.isEmpty()) {
            System.err.println(PairOptions.USAGE);
            return UpsjailCommand.USAGE;
        }
        return new PairMain(options.orElseThrow()).start();
    }

    private int start() {
        int status = REFUSED;
        try {
            status = options.accept() ? accept() : dispatch();
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> log.critical(problem.toString()));
            log.critical("the configuration has errors, nothing is started or changed");
        } catch (Refusal refusal) {
            log.critical(refusal.reason());
        } catch (IOException failed) {
            log.critical(String.valueOf(failed.getMessage()));
        } catch (LinkageError unusable) {
            log.critical("this installation does not work here (" + unusable + ")");
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        log.end(LAST_WORDS);
        return status;
    }

    private int accept() throws ConfigException, Refusal, IOException {
        if (!signals.isRoot()) {
            throw new Refusal("paired-accept was not started as root; let upsjail-dispatcher.service start it");
        }
        Acceptance acceptance = new Acceptance(options.configuration(), environment, log);
        if (options.reload()) {
            acceptance.acceptForReload();
        } else {
            acceptance.accept();
        }
        return 0;
    }

    private int dispatch() throws ConfigException, Refusal, IOException, InterruptedException {
        signals.forbidInspection();
        if (signals.isRoot()) {
            throw new Refusal("the dispatcher of a pair was started as root; it is to run as RUN_AS_USER:"
                    + " set User= in upsjail-dispatcher.service");
        }
        InheritedFifos fifos = InheritedFifos.take(environment);
        PairDirectory pair = new PairDirectory(PairDirectory.RUN_DIRECTORY);
        Duration epoch = Duration.ofNanos(System.nanoTime());
        Supplier<Duration> clock = () -> Duration.ofNanos(System.nanoTime()).minus(epoch);
        Path processes =
                options.processes().isPresent() ? options.processes().get() : ControlGroup.processesOf(MONITOR_UNIT);
        UnitMonitors monitors = new UnitMonitors(processes, fifos.frames(), fifos.orders(), clock);
        PairPolicyReader reader = new PairPolicyReader(options, environment, pair, monitors, signals.user());
        Policies policies = reader.read();
        RunDirectory lock = RunDirectory.join(PairDirectory.RUN_DIRECTORY);
        log.notice(DispatcherMain.banner() + ", the dispatcher of a pair, in " + lock.path());
        log.debugLevel(policies.debugLevel());
        return work(policies, reader, monitors, commands(policies, fifos, pair, clock), clock, epoch, lock);
    }

    private ShutdownUnit commands(
            Policies policies, InheritedFifos fifos, PairDirectory pair, Supplier<Duration> clock) {
        HostCommands handlers = new HostCommands(policies.handlerAccount(), OomScore.loweredByManager());
        return new ShutdownUnit(handlers, fifos.shutdown(), pair.shutdownResult(), clock, log::critical);
    }

    private int work(
            Policies policies,
            PairPolicyReader reader,
            UnitMonitors monitors,
            ShutdownUnit commands,
            Supplier<Duration> clock,
            Duration epoch,
            RunDirectory lock)
            throws IOException, InterruptedException {
        ServiceNotices notices = ServiceNotices.of(environment);
        DecideThread thread = new DecideThread(clock, log::critical);
        CommandRunner runner = new CommandRunner(new LoggedCommands(commands, log), thread, clock, log::warning);
        SleepClock sleep = new SleepClock();
        PairWatch watch = new PairWatch(notices, monitors::unbelievedFor, clock.get(), log);
        JournalStart journal = Journals.openOfPair(policies, clock, epoch, thread, log);
        Dispatcher dispatcher =
                new Dispatcher(policies, thread, clock, sleep::asleepSinceBoot, runner, journal.journal(), watch, log);
        journal.resumption().ifPresent(dispatcher::takeUp);
        dispatcher.onceWatching(() -> AnnouncementRehearsal.begin(policies));
        Desk desk = new Desk(dispatcher, thread, reader, next -> log.debugLevel(next.debugLevel()), log);
        OperatorSocket.serveInherited(policies.handlerAccount().name(), withoutReload(desk), log::warning);
        signals.handle(
                () -> thread.execute(dispatcher::stop),
                () -> thread.execute(dispatcher::forceShutdown),
                () -> reload(desk, notices));
        PidFile pidFile = PidFile.of(environment);
        asCourtesy(pidFile::write);
        notices.ready();
        int status = dispatcher.run(lock::successorComes);
        asCourtesy(pidFile::remove);
        return status;
    }

    private static void reload(Desk desk, ServiceNotices notices) {
        notices.reloading();
        desk.reload().whenComplete((reply, failure) -> notices.ready());
    }

    /** Only root reads the configuration, and root is not here. */
    private static OperatorDesk withoutReload(Desk desk) {
        return request -> request.verb() == OperatorVerb.RELOAD
                ? CompletableFuture.completedFuture(OperatorReply.refused(
                        "in a pair root accepts the configuration first: systemctl reload upsjail-dispatcher\n"))
                : desk.handle(request);
    }

    private interface FileAct {
        void perform() throws IOException;
    }

    /** No upsjail reads the PID file, and its directory may be closed to this account. */
    private void asCourtesy(FileAct act) {
        try {
            act.perform();
        } catch (IOException refused) {
            log.debug(1, () -> "no PID file: " + refused);
        }
    }
}
