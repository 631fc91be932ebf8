// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.host.Account;
import org.upsjail.dispatcher.host.PairDirectory;
import org.upsjail.dispatcher.host.PidFile;
import org.upsjail.dispatcher.host.RunDirectory;
import org.upsjail.dispatcher.host.StateDirectory;
import org.upsjail.dispatcher.shutdown.PowerDownFlag;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;
import org.upsjail.protocol.config.UpsjailConf;

/**
 * Root's part in a pair, before its dispatcher starts: reads the configuration, checks it against this host, and lays down
 * what each of the others may read of it. It ends before a byte of the network is read.
 */
final class Acceptance {

    private final Path file;
    private final PolicyReader reader;
    private final Map<String, String> environment;
    private final Log log;

    Acceptance(Path file, Map<String, String> environment, Log log) {
        this.file = file;
        this.reader = new PolicyReader(file, new Overrides(Optional.empty(), 0, List.of()), environment);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /**
     * Accepts what is configured now. After a crash, with a file that has become wrong, what was accepted before stays: a
     * host is not to go unwatched because somebody is editing.
     */
    void accept() throws ConfigException, Refusal, IOException {
        try {
            refuseBesideUpsmon();
            Policies policies = reader.read();
            Path runDirectory = runDirectory(policies.configuration());
            RunDirectory claimed =
                    RunDirectory.claim(runDirectory, policies.handlerAccount().gid());
            lay(policies, new PairDirectory(runDirectory));
            claimed.notePowerDownFlag(flagOf(policies.configuration()));
            claimed.giveLockTo(policies.handlerAccount());
            clearFlag(policies.flag(), new PairDirectory(runDirectory));
        } catch (ConfigException wrong) {
            if (!acceptedBefore()) {
                throw wrong;
            }
            wrong.problems().forEach(problem -> log.critical(problem.toString()));
            log.critical("the configuration has errors: the one accepted before the crash is kept; correct it and"
                    + " run systemctl reload upsjail-dispatcher");
        }
    }

    /** Accepts what is configured now, for a dispatcher that runs; if it cannot be accepted nothing is changed. */
    void acceptForReload() throws ConfigException, Refusal, IOException {
        Policies policies = reader.read();
        lay(policies, new PairDirectory(runDirectory(policies.configuration())));
        Files.writeString(PairDirectory.RUN_DIRECTORY.resolve("powerdownflag"), flagOf(policies.configuration()));
    }

    private boolean acceptedBefore() {
        return Files.exists(new PairDirectory(PairDirectory.RUN_DIRECTORY).ofDispatcher(name()));
    }

    private Path name() {
        return Optional.ofNullable(file.getFileName()).orElse(file);
    }

    private static String flagOf(Configuration configuration) {
        return configuration.upsmon().shutdown().powerDownFlag().orElse("");
    }

    private void lay(Policies policies, PairDirectory pair) throws ConfigException, Refusal, IOException {
        Configuration configuration = policies.configuration();
        configuration.warnings().forEach(warning -> log.warning(warning.toString()));
        configuration
                .upsjail()
                .records()
                .metricsFile()
                .ifPresent(
                        file -> log.warning(
                                "METRICSFILE " + file + " is in a directory of root's, which the dispatcher"
                                        + " of a pair is not: it is not written; take the line out, or run upsjail as one service"));
        Path upsjailConf = Path.of(UpsjailConf.FILE_NAME);
        pair.make();
        makeJournal(configuration.upsjail().records().stateDirectory(), policies.handlerAccount());
        pair.copyForMonitor(file.resolveSibling(upsjailConf), upsjailConf);
        pair.copyForMonitor(file, name());
        if (!ConfigurationReader.read(pair.ofMonitor(name()), SecretPolicy.DROP)
                .digest()
                .equals(configuration.digest())) {
            throw new Refusal(file + " was changed while it was read; try again");
        }
        pair.writeForShutdown(
                flagOf(configuration),
                configuration.upsmon().shutdown().command().orElse(""));
        for (Path each : List.of(upsjailConf, name())) {
            pair.writeForDispatcher(each, ConfigurationReader.withoutSecrets(pair.ofMonitor(each)));
        }
    }

    /** A disk that is full or fails keeps no host unwatched; the dispatcher does without its journal, and says it. */
    private void makeJournal(Path stateDirectory, Account account) {
        try {
            StateDirectory.makeForPair(stateDirectory, account);
        } catch (IOException failed) {
            log.critical("the journal cannot be made in " + stateDirectory + " (" + failed + ")");
        }
    }

    private static Path runDirectory(Configuration configuration) throws Refusal {
        Path configured = configuration.upsjail().runDirectory();
        if (!configured.equals(PairDirectory.RUN_DIRECTORY)) {
            throw new Refusal("RUNDIR " + configured + ": the units of the pair name " + PairDirectory.RUN_DIRECTORY
                    + "; take RUNDIR out of " + UpsjailConf.FILE_NAME);
        }
        return configured;
    }

    private void refuseBesideUpsmon() throws Refusal {
        Optional<Long> upsmon = PidFile.of(environment).runningUpsmon();
        if (upsmon.isPresent()) {
            throw new Refusal("upsmon is running, pid " + upsmon.get()
                    + ": two of them would shut this host down twice; stop it first (systemctl stop nut-monitor)");
        }
    }

    /** One that was written a moment ago is still wanted. */
    private void clearFlag(Optional<PowerDownFlag> flag, PairDirectory pair) throws Refusal {
        if (flag.isEmpty() || pair.shutdownIsRunning()) {
            return;
        }
        try {
            flag.get().clear().ifPresent(log::warning);
        } catch (IOException failed) {
            throw new Refusal("the power-down flag of an earlier shutdown cannot be removed (" + failed
                    + "); remove it, or the UPS may cut power at the next reboot");
        }
    }
}
