// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.upsjail.monitor.names.DnsMessages.AAAA;
import static org.upsjail.monitor.names.DnsMessages.address;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.monitor.names.DnsMessages.Query;

/** A look-up that is over leaves no socket and no timer: in the jail there are descriptors for a few only. */
@Timeout(60)
class DnsLeftoversTest {

    private static final String HOST = "nas.example";
    private static final String NOTHING = "0 sockets, nothing scheduled";

    private final WatchedLoop loop = new WatchedLoop();

    @AfterEach
    void endLoop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void nothingOfAnAnsweredQuestion() throws Exception {
        assertEquals(NOTHING, leftBy(AddressFamilies.IPV4, DnsLeftoversTest::answered));
    }

    @Test
    void nothingOfAQuestionThatWasAskedAgainByTcp() throws Exception {
        assertEquals(
                NOTHING,
                leftBy(AddressFamilies.IPV4, query -> query.overTcp() ? answered(query) : List.of(query.truncated())));
    }

    @Test
    void nothingOfAFamilyThatIsNeverAnsweredFor() throws Exception {
        assertEquals(
                NOTHING, leftBy(AddressFamilies.BOTH, query -> query.type() == AAAA ? List.of() : answered(query)));
    }

    private static List<byte[]> answered(Query query) {
        return List.of(query.answer(address(HOST, "192.0.2.1")));
    }

    private String leftBy(AddressFamilies families, Function<Query, List<byte[]>> behaviour) throws Exception {
        try (Nameserver server = Nameserver.answering(behaviour)) {
            ResolvConf conf = new ResolvConf(List.of(server.address()), List.of(), 1, Duration.ofSeconds(20), 1);
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            loop.execute(() -> DnsLookup.start(loop, conf, families, new SecureRandom(), HOST, answer::complete));
            answer.get();
            return loop.submit(loop::leftovers).get();
        }
    }

    private static final class WatchedLoop extends SingleThreadIoEventLoop {

        WatchedLoop() {
            super(null, new DefaultThreadFactory("loop", true), NioIoHandler.newFactory());
        }

        String leftovers() {
            return getNumOfRegisteredChannels() + " sockets, "
                    + (nextScheduledTaskNano() == -1 ? "nothing scheduled" : "something scheduled");
        }
    }
}
