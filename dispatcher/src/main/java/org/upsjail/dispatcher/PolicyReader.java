// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.upsjail.dispatcher.command.CommandPlanner;
import org.upsjail.dispatcher.command.ProgramEnvironment;
import org.upsjail.dispatcher.decide.NotifyPolicy;
import org.upsjail.dispatcher.host.Account;
import org.upsjail.dispatcher.host.JailIdentity;
import org.upsjail.dispatcher.host.MonitorProgram;
import org.upsjail.dispatcher.host.ProcJailInspector;
import org.upsjail.dispatcher.host.RunDirectory;
import org.upsjail.dispatcher.host.StateDirectory;
import org.upsjail.dispatcher.host.WholeFile;
import org.upsjail.dispatcher.monitor.JailInspector;
import org.upsjail.dispatcher.monitor.MonitorLauncher;
import org.upsjail.dispatcher.monitor.MonitorSpec;
import org.upsjail.dispatcher.shutdown.PowerDownFlag;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.FutureConfiguration;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.SecretPolicy;
import org.upsjail.protocol.config.TlsFiles;
import org.upsjail.protocol.config.UpsjailConf;
import org.upsjail.protocol.config.UpsjailConf.Records;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.config.UpsmonConf.Polling;

/** Reads the configuration and checks it against this host; changes nothing. */
final class PolicyReader {

    /** Where this program was installed: set by bin/upsjail. */
    private static final String HOME_PROPERTY = "upsjail.home";

    private final Path file;
    private final Overrides overrides;
    private final Map<String, String> environment;

    /** @param environment what the dispatcher was started with */
    PolicyReader(Path file, Overrides overrides, Map<String, String> environment) {
        this.file = file;
        this.overrides = overrides;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What follows from the files as they are; to look at, not to run under.
     *
     * @throws ConfigException when the files are wrong
     * @throws Refusal when they are right and this host does not fit them
     */
    Policies read() throws ConfigException, Refusal {
        return policiesOf(ConfigurationReader.read(file, SecretPolicy.DROP));
    }

    /** Begins to read the files beside the calling thread: in a cold JVM it takes as long as all else before it is needed. */
    FutureConfiguration beginReading() {
        FutureConfiguration configuration = new FutureConfiguration(file, SecretPolicy.DROP);
        Thread thread = new Thread(configuration, "configuration");
        thread.setDaemon(true);
        thread.start();
        return configuration;
    }

    /** {@link #read}, of what has been read already. */
    Policies policiesOf(Configuration configuration) throws ConfigException, Refusal {
        TlsFiles.check(configuration);
        return policies(configuration, file);
    }

    /** The same, to run under: its monitors will read a copy that nobody edits. */
    Policies readForRunning(RunDirectory runDirectory) throws ConfigException, Refusal, IOException {
        Configuration configuration = ConfigurationReader.read(file, SecretPolicy.DROP);
        TlsFiles.check(configuration);
        Path copy = runDirectory.copyOf(file, UpsjailConf.FILE_NAME);
        String digestOfCopy = ConfigurationReader.read(copy, SecretPolicy.DROP).digest();
        if (!digestOfCopy.equals(configuration.digest())) {
            throw new Refusal(file + " was changed while it was read; try again");
        }
        return policies(configuration, copy);
    }

    private Policies policies(Configuration configuration, Path fileOfMonitor) throws Refusal {
        int debugLevel = overrides.debugLevelUnder(configuration.upsmon());
        return policies(
                configuration,
                flag(configuration.upsmon()),
                new MonitorProgram(home(), fileOfMonitor, overrides.monitorOptions(debugLevel)),
                inspector -> inspector,
                MonitorSpec.HELLO_WITHIN);
    }

    /**
     * What follows from {@code configuration} on this host.
     *
     * @param flag empty where it is not this process that writes it
     * @param inspection what of the look from outside can be had
     */
    Policies policies(
            Configuration configuration,
            Optional<PowerDownFlag> flag,
            MonitorLauncher launcher,
            Function<ProcJailInspector, JailInspector> inspection,
            Duration helloWithin)
            throws Refusal {
        UpsmonConf conf = configuration.upsmon();
        refuseUnsafe(configuration.upsjail().records());
        Account handlers = handlerAccount(conf);
        JailIdentity jail = jailIdentity(configuration, handlers);
        int debugLevel = overrides.debugLevelUnder(conf);
        return new Policies(
                configuration,
                handlers,
                new NotifyPolicy(conf.notifications()),
                new CommandPlanner(conf.notifications().command(), environmentOf(handlers), environmentOf(root())),
                flag,
                new MonitorSpec(
                        launcher,
                        inspection.apply(new ProcJailInspector(jail, jailDirectory(configuration.upsjail()), home())),
                        conf.monitors().stream().map(MonitorLine::ups).collect(Collectors.toSet()),
                        configuration.digest(),
                        shortestPoll(conf.polling()),
                        conf.criticalRules().deadTime(),
                        helloWithin),
                debugLevel);
    }

    /** Empty when it was accepted that there is none. */
    private static Optional<Path> jailDirectory(UpsjailConf conf) {
        return Optional.of(conf.jailDirectory())
                .filter(whole -> !conf.accepted().withoutChroot());
    }

    private static void refuseUnsafe(Records records) throws Refusal {
        Optional<String> objection = StateDirectory.objectionTo(records.stateDirectory())
                .or(() -> records.metricsFile().flatMap(file -> WholeFile.objectionTo("METRICSFILE", file)));
        if (objection.isPresent()) {
            throw new Refusal(objection.get());
        }
    }

    private static Duration shortestPoll(Polling polling) {
        return polling.alert().compareTo(polling.normal()) < 0 ? polling.alert() : polling.normal();
    }

    static Path home() throws Refusal {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new Refusal("started without -D" + HOME_PROPERTY + "; start it by bin/upsjail");
        }
        return Path.of(home);
    }

    private Account handlerAccount(UpsmonConf conf) throws Refusal {
        String origin = handlerOrigin();
        String name = overrides.user().orElse(conf.runAsUser());
        Account account = Account.named(name)
                .orElseThrow(() -> new Refusal(
                        origin + " " + name + ": this host has no such account; create it or name another"));
        if (account.uid() == 0) {
            throw new Refusal(origin + " is root; name an account that can do nothing else, for example nut");
        }
        return account;
    }

    private String handlerOrigin() {
        return overrides.user().isPresent() ? "-u" : "RUN_AS_USER";
    }

    private JailIdentity jailIdentity(Configuration configuration, Account handlers) throws Refusal {
        String name = configuration.upsjail().jailUser();
        JailIdentity identity = JailIdentity.of(name)
                .orElseThrow(() -> new Refusal("JAILUSER " + name
                        + ": this host has no such account; create it (useradd --system " + name + ")"));
        if (identity.uid() == 0 || identity.gid() == 0) {
            throw new Refusal("JAILUSER " + name + " is root or in root's group; name an account of its own");
        }
        if (identity.uid() == handlers.uid()) {
            throw new Refusal(
                    "JAILUSER and " + handlerOrigin() + " are the same account; the monitor needs one of its own");
        }
        return identity;
    }

    private static Optional<PowerDownFlag> flag(UpsmonConf conf) throws Refusal {
        Optional<PowerDownFlag> flag =
                conf.shutdown().powerDownFlag().map(Path::of).map(PowerDownFlag::new);
        Optional<String> objection = flag.flatMap(PowerDownFlag::objection);
        if (objection.isPresent()) {
            throw new Refusal(objection.get());
        }
        return flag;
    }

    private static Account root() throws Refusal {
        return Account.named("root").orElseThrow(() -> new Refusal("this host has no account root; create it"));
    }

    private ProgramEnvironment environmentOf(Account account) {
        return ProgramEnvironment.of(environment, account.name(), account.home().toString(), account.shell());
    }
}
