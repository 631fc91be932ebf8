// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsAddress;

/** The addresses of every MONITOR line, asked for once, before the jail: inside there is no resolver. */
public final class ServerAddresses {

    private final Map<MonitorLine, List<InetSocketAddress>> byMonitor = new LinkedHashMap<>();

    private ServerAddresses() {}

    /** Blocks while the host's resolver does. A name nobody knows has no address and is logged. */
    public static ServerAddresses resolve(List<MonitorLine> monitors, Consumer<String> log) {
        ServerAddresses resolved = new ServerAddresses();
        for (MonitorLine monitor : monitors) {
            resolved.byMonitor.put(monitor, resolve(monitor.address(), log));
        }
        return resolved;
    }

    List<InetSocketAddress> of(MonitorLine monitor) {
        return byMonitor.getOrDefault(monitor, List.of());
    }

    private static List<InetSocketAddress> resolve(UpsAddress address, Consumer<String> log) {
        try {
            return Arrays.stream(InetAddress.getAllByName(address.host()))
                    .map(found -> new InetSocketAddress(found, address.port()))
                    .toList();
        } catch (UnknownHostException unknown) {
            log.accept(
                    "host " + address.host() + " not found; its UPS cannot be watched until the monitor is restarted");
            return List.of();
        }
    }
}
