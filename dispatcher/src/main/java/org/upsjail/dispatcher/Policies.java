// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.Optional;
import org.upsjail.dispatcher.command.CommandPlanner;
import org.upsjail.dispatcher.decide.NotifyPolicy;
import org.upsjail.dispatcher.host.Account;
import org.upsjail.dispatcher.monitor.MonitorLauncher;
import org.upsjail.dispatcher.monitor.MonitorSpec;
import org.upsjail.dispatcher.shutdown.PowerDownFlag;
import org.upsjail.protocol.config.Configuration;

/** All that follows from one configuration on this host, checked. A reload swaps it whole. */
record Policies(
        Configuration configuration,
        Account handlerAccount,
        NotifyPolicy notifyPolicy,
        CommandPlanner planner,
        Optional<PowerDownFlag> flag,
        MonitorSpec monitor,
        int debugLevel) {

    /** The same, but for who starts the monitors. */
    Policies withMonitorsFrom(MonitorLauncher launcher) {
        return new Policies(
                configuration, handlerAccount, notifyPolicy, planner, flag, monitor.launchedBy(launcher), debugLevel);
    }
}
