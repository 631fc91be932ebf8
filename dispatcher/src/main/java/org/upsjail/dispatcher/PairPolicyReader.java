// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.host.PairDirectory;
import org.upsjail.dispatcher.host.UnitMonitors;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;

/** Reads what root accepted for the dispatcher of a pair, in which there is no password. */
final class PairPolicyReader implements PolicySource {

    /** systemd restarts a unit after a second, and both may be starting at once. */
    private static final Duration HELLO_WITHIN = Duration.ofSeconds(20);

    private final Path accepted;
    private final PolicyReader reader;
    private final UnitMonitors monitors;
    private final int ownUser;

    PairPolicyReader(
            PairOptions options,
            Map<String, String> environment,
            PairDirectory pair,
            UnitMonitors monitors,
            int ownUser) {
        this.accepted = pair.ofDispatcher(
                Optional.ofNullable(options.configuration().getFileName()).orElse(options.configuration()));
        this.reader = new PolicyReader(
                accepted, new Overrides(Optional.empty(), options.debugLevel(), List.of()), environment);
        this.monitors = monitors;
        this.ownUser = ownUser;
    }

    @Override
    public Policies read() throws ConfigException, Refusal {
        if (!Files.isReadable(accepted)) {
            throw new Refusal("root has accepted no configuration for uid " + ownUser
                    + "; journalctl -u upsjail-accept says why, or RUN_AS_USER is another account than User= of"
                    + " upsjail-dispatcher.service, which is to be the same");
        }
        Configuration configuration = ConfigurationReader.readAccepted(accepted);
        Policies policies = reader.policies(
                configuration,
                Optional.empty(),
                monitors,
                inspector -> monitors.inspector(inspector.withoutPrivilege()),
                HELLO_WITHIN);
        if (policies.handlerAccount().uid() != ownUser) {
            throw new Refusal("RUN_AS_USER is " + policies.handlerAccount().name() + " and this is uid " + ownUser
                    + "; set User= in upsjail-dispatcher.service and SocketUser= in upsjail-frames.socket,"
                    + " upsjail-orders.socket and upsjail-shutdown.socket");
        }
        return policies;
    }
}
