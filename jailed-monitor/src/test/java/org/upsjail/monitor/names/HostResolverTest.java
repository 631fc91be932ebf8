// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that need no network: of addresses, as this host's resolver takes them, too. */
@Timeout(30)
class HostResolverTest {

    private final List<String> log = new ArrayList<>();

    private Map<String, List<InetAddress>> ask(List<String> hosts) throws InterruptedException {
        return HostResolver.ask(hosts, Runnable::run, log::add);
    }

    @Test
    void everyNameIsAnsweredForHoweverManyThereAre() throws Exception {
        List<String> hosts = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            hosts.add("192.0.2." + i);
        }
        Map<String, List<InetAddress>> known = ask(hosts);

        assertEquals(hosts, List.copyOf(known.keySet()));
        assertEquals(List.of(InetAddress.getByName("192.0.2.7")), known.get("192.0.2.7"));
        assertEquals(List.of(), log);
    }

    @Test
    void nameThatIsNoneIsPassedOver() throws Exception {
        assertEquals(
                List.of("192.0.2.1"), List.copyOf(ask(List.of("[", "192.0.2.1")).keySet()));
        assertEquals(List.of(), log);
    }

    @Test
    void nameThatStandsInTwoLinesIsAskedForOnce() throws Exception {
        assertEquals(1, ask(Collections.nCopies(2, "192.0.2.1")).size());
    }
}
