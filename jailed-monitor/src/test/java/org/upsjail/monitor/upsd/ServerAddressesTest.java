// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.MonitorLine.Role;

class ServerAddressesTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void addressLiteralIsItsOwnAddress() throws InterruptedException {
        assertEquals("[/127.0.0.1:99]", resolved("ups@127.0.0.1:99").toString());
        assertEquals("[/[0:0:0:0:0:0:0:1]:3493]", resolved("ups@[::1]").toString());
        assertEquals(List.of(), log);
    }

    @Test
    void thisHostIsLoopback() throws InterruptedException {
        List<InetSocketAddress> addresses = resolved("ups");

        assertFalse(addresses.isEmpty());
        assertTrue(addresses.stream().allMatch(address -> address.getAddress().isLoopbackAddress()));
    }

    /** No resolver is asked: this cannot be a host name. */
    @Test
    void hostNobodyKnowsHasNoAddressAndIsSaid() throws InterruptedException {
        assertEquals(List.of(), resolved("ups@[::zz]"));
        assertEquals(
                List.of("host ::zz not found; its UPSes cannot be watched until upsjail is reloaded or restarted"),
                log);
    }

    @Test
    void lineThatWasNotAskedForHasNoAddress() throws InterruptedException {
        ServerAddresses none = ServerAddresses.resolve(List.of(), Runnable::run, log::add);

        assertEquals(List.of(), none.of(Monitors.primary()));
    }

    private List<InetSocketAddress> resolved(String system) throws InterruptedException {
        MonitorLine monitor = Monitors.of(system, Role.SECONDARY);
        return ServerAddresses.resolve(List.of(monitor), Runnable::run, log::add)
                .of(monitor);
    }
}
