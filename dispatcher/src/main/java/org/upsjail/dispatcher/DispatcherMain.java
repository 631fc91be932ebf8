// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.upsjail.dispatcher.command.CommandPlanner;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.command.HandlerEnvironment;
import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.dispatcher.decide.NotifyPolicy;
import org.upsjail.dispatcher.host.Account;
import org.upsjail.dispatcher.host.HostPrograms;
import org.upsjail.dispatcher.host.HostSignals;
import org.upsjail.dispatcher.host.JailIdentity;
import org.upsjail.dispatcher.host.ProcJailInspector;
import org.upsjail.dispatcher.monitor.MonitorSupervisor;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.dispatcher.shutdown.PowerDownFlag;
import org.upsjail.dispatcher.shutdown.ShutdownActs;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.SecretPolicy;
import org.upsjail.protocol.config.UpsmonConf;
import picocli.CommandLine;

/** Starts the dispatcher: read, check, refuse or run. */
public final class DispatcherMain {

    private static final int REFUSED = 1;

    /** Where this program was installed: set by bin/upsjail. */
    private static final String HOME_PROPERTY = "upsjail.home";

    private final UpsjailCommand command;
    private final Log log = new Log(System.err, System.getenv("JOURNAL_STREAM") != null);
    private final HostSignals signals = new HostSignals();

    private DispatcherMain(UpsjailCommand command) {
        this.command = command;
    }

    /** Exit status: 0 after a stop or a shutdown, 1 when the start is refused, 64 for a wrong command line. */
    public static void main(String[] arguments) {
        UpsjailCommand command = new UpsjailCommand();
        CommandLine line = new CommandLine(command);
        int status;
        try {
            line.parseArgs(arguments);
            status = line.isUsageHelpRequested() ? help(line) : new DispatcherMain(command).start();
        } catch (CommandLine.ParameterException wrong) {
            System.err.println("upsjail: " + wrong.getMessage() + "; upsjail -h lists the options");
            status = UpsjailCommand.USAGE;
        }
        Runtime.getRuntime().halt(status);
    }

    private static int help(CommandLine line) {
        line.usage(System.err);
        return 0;
    }

    private int start() {
        try {
            log.notice("upsjail " + version() + ", in place of Network UPS Tools upsmon");
            return command.version() ? 0 : run();
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> log.critical(problem.toString()));
            log.critical("the configuration has errors, nothing is started");
        } catch (Refusal refusal) {
            log.critical(refusal.reason());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        return REFUSED;
    }

    private int run() throws ConfigException, Refusal, InterruptedException {
        Path file = command.configuration(System.getenv());
        Configuration configuration = ConfigurationReader.read(file, SecretPolicy.DROP);
        configuration.warnings().forEach(warning -> log.warning(warning.toString()));
        Account handlers = handlerAccount(configuration.upsmon());
        JailIdentity jail = jailIdentity(configuration, handlers);
        Optional<PowerDownFlag> flag = flag(configuration.upsmon());

        HostPrograms programs = new HostPrograms(
                handlers, home().resolve("bin/upsjail-monitor"), List.of("-f", file.toString(), "--one-service"));
        programs.setUmask();
        Supplier<Duration> clock = monotonicClock();
        DecideThread thread = new DecideThread(clock);
        CommandRunner runner = new CommandRunner(programs, thread, clock, log::warning);
        UpsmonConf conf = configuration.upsmon();
        CommandPlanner planner = new CommandPlanner(conf.notifications().command(), environment(handlers));
        Dispatcher dispatcher = new Dispatcher(
                thread,
                clock,
                new Decider(conf),
                new NotifyPolicy(conf.notifications()),
                planner,
                runner,
                new ShutdownActs(flag, conf.shutdown().command(), planner, runner, thread, log),
                log);
        MonitorSupervisor supervisor = new MonitorSupervisor(
                programs,
                new ProcJailInspector(jail, configuration.upsjail().jailDirectory()),
                conf.monitors().stream().map(MonitorLine::ups).collect(Collectors.toSet()),
                configuration.digest(),
                dispatcher,
                thread,
                clock,
                log);
        signals.handle(
                () -> thread.execute(dispatcher::stop),
                () -> thread.execute(dispatcher::forceShutdown),
                () -> log.warning("reload is not there yet; stop and start instead"));
        return dispatcher.run(supervisor);
    }

    private Account handlerAccount(UpsmonConf conf) throws Refusal {
        if (!signals.isRoot()) {
            throw new Refusal("not started as root; start upsjail as root, it gives up what it does not need");
        }
        Account account = Account.named(conf.runAsUser())
                .orElseThrow(() -> new Refusal("RUN_AS_USER " + conf.runAsUser()
                        + ": this host has no such account; create it or name another"));
        if (account.uid() == 0) {
            throw new Refusal("RUN_AS_USER is root; name an account that can do nothing else, for example nut");
        }
        return account;
    }

    private static JailIdentity jailIdentity(Configuration configuration, Account handlers) throws Refusal {
        String name = configuration.upsjail().jailUser();
        JailIdentity identity = JailIdentity.of(name)
                .orElseThrow(() -> new Refusal("JAILUSER " + name
                        + ": this host has no such account; create it (useradd --system " + name + ")"));
        if (identity.uid() == 0 || identity.gid() == 0) {
            throw new Refusal("JAILUSER " + name + " is root or in root's group; name an account of its own");
        }
        if (identity.uid() == handlers.uid()) {
            throw new Refusal("JAILUSER and RUN_AS_USER are the same account; the monitor needs one of its own");
        }
        return identity;
    }

    private Optional<PowerDownFlag> flag(UpsmonConf conf) throws Refusal {
        Optional<PowerDownFlag> flag =
                conf.shutdown().powerDownFlag().map(Path::of).map(PowerDownFlag::new);
        Optional<String> objection = flag.flatMap(PowerDownFlag::objection);
        if (objection.isPresent()) {
            throw new Refusal(objection.get());
        }
        try {
            if (flag.isPresent()) {
                flag.get().clear().ifPresent(log::warning);
            }
        } catch (IOException failed) {
            throw new Refusal("the power-down flag of an earlier shutdown cannot be removed (" + failed
                    + "); remove it, or the UPS may cut power at the next reboot");
        }
        return flag;
    }

    private static HandlerEnvironment environment(Account account) {
        return HandlerEnvironment.of(
                System.getenv(), account.name(), account.home().toString(), account.shell());
    }

    private static Path home() throws Refusal {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new Refusal("started without -D" + HOME_PROPERTY + "; start it by bin/upsjail");
        }
        return Path.of(home);
    }

    private static Supplier<Duration> monotonicClock() {
        long start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }

    private static String version() {
        return Optional.ofNullable(DispatcherMain.class.getPackage().getImplementationVersion())
                .orElse("development build");
    }
}
