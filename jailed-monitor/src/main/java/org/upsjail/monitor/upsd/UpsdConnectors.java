// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Function;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.protocol.config.MonitorLine;

/** What all connections of this monitor have in common. */
public final class UpsdConnectors {

    private final EventLoop loop;
    private final HostNames names;
    private final Duration connectTimeout;
    private final Function<MonitorLine, ConnectionSetup> setups;

    /**
     * @param connectTimeout for each address that is tried; zero: as long as the kernel tries
     * @param setups what happens on each connection of a MONITOR line before its session
     */
    public UpsdConnectors(
            EventLoop loop, HostNames names, Duration connectTimeout, Function<MonitorLine, ConnectionSetup> setups) {
        this.loop = loop;
        this.names = names;
        this.connectTimeout = connectTimeout;
        this.setups = setups;
    }

    UpsdConnector of(MonitorLine monitor) {
        return new UpsdTcpConnector(loop, monitor.address(), names, connectTimeout, setups.apply(monitor));
    }
}
