// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.host.StateDirectory;
import org.upsjail.dispatcher.journal.Journal;
import org.upsjail.dispatcher.journal.JournalStart;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;
import org.upsjail.dispatcher.journal.UpsSet;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.UpsjailConf.Records;

/** Opens the journal on this host. A disk that fails is said and done without. */
final class Journals {

    /** Where the boot cannot be told from another nothing is ever taken up. */
    private static final String NO_BOOT = "";

    private Journals() {}

    private interface Opening {
        StateDirectory open(Path stateDirectory) throws IOException;
    }

    /** Holds what it opened: its lock goes with the last reference. */
    private static final class Claim implements JournalStart.Place {

        private final Opening opening;
        private final Path stateDirectory;
        private @Nullable StateDirectory claimed;

        Claim(Opening opening, Path stateDirectory) {
            this.opening = opening;
            this.stateDirectory = stateDirectory;
        }

        @Override
        public Path directory() throws IOException {
            StateDirectory directory = claimed;
            if (directory == null) {
                directory = opening.open(stateDirectory);
                claimed = directory;
            }
            return directory.journal();
        }
    }

    /** @param clock of this process; {@code epoch} is what the kernel's monotonic clock said at its zero */
    static JournalStart open(
            Policies policies, Supplier<Duration> clock, Duration epoch, Executor decideThread, Log log) {
        int group = policies.handlerAccount().gid();
        return open(directory -> StateDirectory.claim(directory, group), policies, clock, epoch, decideThread, log);
    }

    /** The same for the dispatcher of a pair, which finds its directory made. */
    static JournalStart openOfPair(
            Policies policies, Supplier<Duration> clock, Duration epoch, Executor decideThread, Log log) {
        return open(StateDirectory::joinPair, policies, clock, epoch, decideThread, log);
    }

    private static JournalStart open(
            Opening opening,
            Policies policies,
            Supplier<Duration> clock,
            Duration epoch,
            Executor decideThread,
            Log log) {
        Records records = policies.configuration().upsjail().records();
        try {
            Circumstances now = new Circumstances(
                    StateDirectory.bootId().orElse(NO_BOOT),
                    UpsSet.digest(policies.monitor().upses()),
                    epoch);
            return JournalStart.in(
                    new Claim(opening, records.stateDirectory()), records, now, clock, decideThread, log::critical);
        } catch (IOException failed) {
            log.critical("no journal is kept in " + records.stateDirectory() + " (" + failed
                    + "); after a crash of upsjail all will be told anew");
            return new JournalStart(Journal.none(), Optional.empty());
        }
    }
}
