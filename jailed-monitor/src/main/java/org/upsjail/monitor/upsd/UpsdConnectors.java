// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.EventLoop;
import java.time.Duration;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.protocol.config.MonitorLine;

/** What all connections of this monitor have in common. */
public final class UpsdConnectors {

    private final EventLoop loop;
    private final HostNames names;
    private final Duration connectTimeout;

    /** @param connectTimeout for each address that is tried; zero: as long as the kernel tries */
    public UpsdConnectors(EventLoop loop, HostNames names, Duration connectTimeout) {
        this.loop = loop;
        this.names = names;
        this.connectTimeout = connectTimeout;
    }

    UpsdConnector of(MonitorLine monitor) {
        return new UpsdTcpConnector(loop, monitor.address(), names, connectTimeout);
    }
}
