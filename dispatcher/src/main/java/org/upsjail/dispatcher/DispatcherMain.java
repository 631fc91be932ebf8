// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.host.HostCommands;
import org.upsjail.dispatcher.host.HostSignals;
import org.upsjail.dispatcher.host.OomScore;
import org.upsjail.dispatcher.host.PidFile;
import org.upsjail.dispatcher.host.RunDirectory;
import org.upsjail.dispatcher.host.SleepClock;
import org.upsjail.dispatcher.journal.JournalStart;
import org.upsjail.dispatcher.monitor.HeadStart;
import org.upsjail.dispatcher.operator.OperatorSocket;
import org.upsjail.dispatcher.operator.OperatorVerb;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.dispatcher.shutdown.PowerDownFlag;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.FutureConfiguration;
import picocli.CommandLine;

/** Starts the dispatcher: read, check, refuse or run. Or asks one that runs. */
public final class DispatcherMain {

    private static final int REFUSED = 1;

    /** Set by the launcher for the check before it goes to the background. */
    private static final String PREFLIGHT = "upsjail.preflight";

    /** A log that nobody reads must not keep the process. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final UpsjailCommand command;
    private final Log log = new Log(System.err, wantsPriorities());
    private final HostSignals signals = new HostSignals();
    private final Duration epoch = Duration.ofNanos(System.nanoTime());

    private DispatcherMain(UpsjailCommand command) {
        this.command = command;
    }

    /**
     * Exit status: 0 after a stop or a shutdown, 1 when something is refused, 3 for an internal error, 64 for a wrong command
     * line.
     */
    public static void main(String[] arguments) {
        Runtime.getRuntime().halt(ExitStatus.of(() -> statusOf(arguments), System.err::println));
    }

    private static int statusOf(String[] arguments) {
        return UpsjailCommand.plain(arguments)
                .map(command -> new DispatcherMain(command).start())
                .orElseGet(() -> judge(arguments));
    }

    private static int judge(String[] arguments) {
        UpsjailCommand command = new UpsjailCommand();
        CommandLine line = new CommandLine(command);
        try {
            line.parseArgs(arguments);
            return line.isUsageHelpRequested() ? help(line) : obey(command);
        } catch (CommandLine.ParameterException wrong) {
            System.err.println("upsjail: " + wrong.getMessage() + "; upsjail -h lists the options");
            return UpsjailCommand.USAGE;
        }
    }

    private static int help(CommandLine line) {
        line.usage(Asking.out());
        return 0;
    }

    private static int obey(UpsjailCommand command) {
        // What is wrong there is wrong whatever is asked for.
        command.connection(System.getenv());
        Optional<String> asked = command.ask();
        Optional<Path> checked = command.check(System.getenv());
        if (checked.isPresent()) {
            int status = Asking.check(checked.get(), Overrides.of(command, System.getenv()), command.json());
            boolean startsNext = System.getProperty(PREFLIGHT) != null;
            return status == 0 && startsNext ? new DispatcherMain(command).preflight() : status;
        }
        if (command.version()) {
            Asking.out().println(banner());
            return 0;
        }
        if (command.journal()) {
            return Asking.journal(
                    ConfigurationReader.stateDirectory(command.configuration(System.getenv())),
                    command.since(),
                    command.json());
        }
        if (asked.isEmpty()) {
            return new DispatcherMain(command).start();
        }
        Optional<OperatorVerb> verb = OperatorVerb.beginningWith(asked.get());
        if (verb.isEmpty()) {
            System.err.println("upsjail: -c knows fsd, stop, reload, status and test");
            return UpsjailCommand.USAGE;
        }
        return Asking.ask(verb.get(), command.words(), command.configuration(System.getenv()));
    }

    private int start() {
        return orRefused(() -> {
            if (command.banner(System.getenv())) {
                log.notice(banner());
            }
            command.unheeded(System.getenv()).forEach(log::warning);
            command.connection(System.getenv()).warning().ifPresent(log::warning);
            return run();
        });
    }

    /** What refuses every start but is not in the configuration, said while there is a terminal to say it on. */
    private int preflight() {
        return orRefused(() -> {
            refuseUnlessAloneAndRoot(PidFile.of(System.getenv()));
            claimRunDirectory(reader().read());
            return 0;
        });
    }

    private interface Body {
        int run() throws ConfigException, Refusal, IOException, InterruptedException;
    }

    private int orRefused(Body body) {
        int status = REFUSED;
        try {
            status = body.run();
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> log.critical(problem.toString()));
            log.critical("the configuration has errors, nothing is started");
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

    private int run() throws ConfigException, Refusal, IOException, InterruptedException {
        PidFile pidFile = PidFile.of(System.getenv());
        PolicyReader reader = reader();
        FutureConfiguration configuration = reader.beginReading();
        refuseUnlessAloneAndRoot(pidFile);
        RunDirectory runDirectory = claimRunDirectory(reader.policiesOf(configuration.get()));
        Policies policies = reader.readForRunning(runDirectory);
        policies.configuration().warnings().forEach(warning -> log.warning(warning.toString()));
        clearFlag(policies.flag());
        try (HeadStart monitor = HeadStart.of(policies.monitor().launcher(), this::sinceEpoch)) {
            return run(policies.withMonitorsFrom(monitor), reader, runDirectory, pidFile);
        }
    }

    private int run(Policies policies, PolicyReader reader, RunDirectory runDirectory, PidFile pidFile)
            throws Refusal, IOException, InterruptedException {
        Supplier<Duration> clock = this::sinceEpoch;
        DecideThread thread = new DecideThread(clock, log::critical);
        CommandRunner runner = new CommandRunner(
                new LoggedCommands(new HostCommands(policies.handlerAccount(), lowerOomScore()), log),
                thread,
                clock,
                log::warning);
        SleepClock sleep = new SleepClock();
        JournalStart journal = Journals.open(policies, clock, epoch, thread, log);
        Dispatcher dispatcher = new Dispatcher(
                policies, thread, clock, sleep::asleepSinceBoot, runner, journal.journal(), ServiceWatch.NONE, log);
        journal.resumption().ifPresent(dispatcher::takeUp);
        dispatcher.onceWatching(() -> AnnouncementRehearsal.begin(policies));
        Desk desk = new Desk(
                dispatcher,
                thread,
                () -> reader.readForRunning(runDirectory),
                next -> takeInForce(runDirectory, next),
                log);
        takeInForce(runDirectory, policies);
        OperatorSocket.serve(runDirectory.path(), policies.handlerAccount().name(), desk, log::warning);
        signals.handle(
                () -> thread.execute(dispatcher::stop), () -> thread.execute(dispatcher::forceShutdown), desk::reload);
        asCourtesy("written", pidFile::write);
        int status = dispatcher.run(runDirectory::successorComes);
        asCourtesy("removed", pidFile::remove);
        return status;
    }

    private Duration sinceEpoch() {
        return Duration.ofNanos(System.nanoTime()).minus(epoch);
    }

    private interface FileAct {
        void perform() throws IOException;
    }

    /** No upsjail reads the PID file, so nothing about it may keep a host from being watched. */
    private void asCourtesy(String done, FileAct act) {
        try {
            act.perform();
        } catch (IOException failed) {
            log.warning("the PID file could not be " + done + ": " + failed);
        }
    }

    private PolicyReader reader() {
        Overrides overrides = Overrides.of(command, System.getenv());
        return new PolicyReader(command.configuration(System.getenv()), overrides, System.getenv());
    }

    private void refuseUnlessAloneAndRoot(PidFile pidFile) throws Refusal {
        if (!signals.isRoot()) {
            throw new Refusal("not started as root; start upsjail as root, it gives up what it does not need");
        }
        Optional<Long> upsmon = pidFile.runningUpsmon();
        if (upsmon.isPresent()) {
            throw new Refusal("upsmon is running, pid " + upsmon.get()
                    + ": two of them would shut this host down twice; stop it first (systemctl stop nut-monitor)");
        }
    }

    private OomScore lowerOomScore() {
        OomScore score = OomScore.lower();
        if (!score.lowered()) {
            log.warning("oom_score_adj could not be lowered: this process may be killed when memory runs out;"
                    + " it needs CAP_SYS_RESOURCE and choom(1)");
        }
        return score;
    }

    private void clearFlag(Optional<PowerDownFlag> flag) throws Refusal {
        try {
            if (flag.isPresent()) {
                flag.get().clear().ifPresent(log::warning);
            }
        } catch (IOException failed) {
            throw new Refusal("the power-down flag of an earlier shutdown cannot be removed (" + failed
                    + "); remove it, or the UPS may cut power at the next reboot");
        }
    }

    private static RunDirectory claimRunDirectory(Policies policies) throws IOException {
        return RunDirectory.claim(
                policies.configuration().upsjail().runDirectory(),
                policies.handlerAccount().gid());
    }

    private void takeInForce(RunDirectory runDirectory, Policies policies) {
        runDirectory.copyIsInForce();
        log.debugLevel(policies.debugLevel());
        try {
            runDirectory.notePowerDownFlag(
                    policies.configuration().upsmon().shutdown().powerDownFlag().orElse(""));
        } catch (IOException failed) {
            log.warning("-K will read the configuration itself: " + failed.getMessage());
        }
    }

    /** The journal and logger(1) read the priority off the line; a terminal does not. */
    static boolean wantsPriorities() {
        return System.getenv("JOURNAL_STREAM") != null || System.getProperty("upsjail.priorities") != null;
    }

    static String banner() {
        return "upsjail " + version() + ", in place of Network UPS Tools upsmon";
    }

    private static String version() {
        return Optional.ofNullable(DispatcherMain.class.getPackage().getImplementationVersion())
                .orElse("development build");
    }
}
