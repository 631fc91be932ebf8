// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;

/** A fault of our own in one link. */
class UpsLinkFaultTest {

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int attempts;

    @Test
    void isStatedAsLostCommunicationAndTriedAgain() {
        UpsdConnector faulty = (sessions, failed) -> {
            attempts++;
            throw new IllegalStateException("planted");
        };
        Polling polling = new Polling(Duration.ofSeconds(5), Duration.ofSeconds(5), 0);
        UpsLink link = new UpsLink(
                loop.eventLoop(), Monitors.primary(), polling, faulty, new Backoff(() -> 0L), facts::addAll, log::add);
        link.open();
        loop.advanceTimeBy(Backoff.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();

        assertEquals(List.of(FactType.COMMBAD), facts.stream().map(Fact::type).toList());
        assertEquals(
                List.of("UPS ups@host: no connection: internal error, IllegalStateException;"
                        + " not logged again until it changes"),
                log);
        assertEquals(2, attempts);
    }
}
