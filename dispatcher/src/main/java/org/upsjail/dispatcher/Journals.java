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

    /** Holds what it claimed: its lock goes with the last reference. */
    private static final class Claim implements JournalStart.Place {

        private final Path stateDirectory;
        private final int group;
        private @Nullable StateDirectory claimed;

        Claim(Path stateDirectory, int group) {
            this.stateDirectory = stateDirectory;
            this.group = group;
        }

        @Override
        public Path directory() throws IOException {
            StateDirectory directory = claimed;
            if (directory == null) {
                directory = StateDirectory.claim(stateDirectory, group);
                claimed = directory;
            }
            return directory.journal();
        }
    }

    /** @param clock of this process; {@code epoch} is what the kernel's monotonic clock said at its zero */
    static JournalStart open(
            Policies policies, Supplier<Duration> clock, Duration epoch, Executor decideThread, Log log) {
        Records records = policies.configuration().upsjail().records();
        try {
            Circumstances now = new Circumstances(
                    StateDirectory.bootId().orElse(NO_BOOT),
                    UpsSet.digest(policies.monitor().upses()),
                    epoch);
            return JournalStart.in(
                    new Claim(
                            records.stateDirectory(), policies.handlerAccount().gid()),
                    records,
                    now,
                    clock,
                    decideThread,
                    log::critical);
        } catch (IOException failed) {
            log.critical("no journal is kept in " + records.stateDirectory() + " (" + failed
                    + "); after a crash of upsjail all will be told anew");
            return new JournalStart(Journal.none(), Optional.empty());
        }
    }
}
