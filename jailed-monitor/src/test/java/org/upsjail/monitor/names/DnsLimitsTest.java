// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.upsjail.monitor.names.DnsMessages.address;
import static org.upsjail.monitor.names.DnsMessages.alias;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.monitor.names.DnsAnswer.Outcome;
import org.upsjail.monitor.names.DnsMessages.Query;

/** The most that a nameserver may send, and one more. */
@Timeout(60)
class DnsLimitsTest {

    private static final String HOST = "nas.example";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void answerBehindAsManyStrangersAsThereMayBeIsFound() throws Exception {
        assertEquals(Outcome.FOUND, outcomeOf(query -> behindStrangers(DnsExchange.MAX_STRANGERS, query)));
    }

    @Test
    void answerBehindOneStrangerMoreIsNot() throws Exception {
        assertEquals(Outcome.FAILED, outcomeOf(query -> behindStrangers(DnsExchange.MAX_STRANGERS + 1, query)));
    }

    @Test
    void whatIsNoMessageIsAStrangerToo() throws Exception {
        byte[] rubbish = "rubbish".getBytes(StandardCharsets.US_ASCII);

        assertEquals(Outcome.FAILED, outcomeOf(query -> Collections.nCopies(DnsExchange.MAX_STRANGERS + 1, rubbish)));
    }

    @Test
    void asManyAliasesAsThereMayBeAreFollowed() throws Exception {
        assertEquals(Outcome.FOUND, outcomeOf(query -> List.of(behindAliases(DnsAnswerReader.MAX_ALIASES, query))));
    }

    @Test
    void oneAliasMoreIsNot() throws Exception {
        assertEquals(
                Outcome.FAILED, outcomeOf(query -> List.of(behindAliases(DnsAnswerReader.MAX_ALIASES + 1, query))));
    }

    private static List<byte[]> behindStrangers(int count, Query query) {
        List<byte[]> all = new ArrayList<>(Collections.nCopies(count, query.withOtherId(address(HOST, "192.0.2.66"))));
        all.add(query.answer(address(HOST, "192.0.2.1")));
        return all;
    }

    private static byte[] behindAliases(int count, Query query) {
        List<byte[]> records = new ArrayList<>();
        String name = HOST;
        for (int i = 0; i < count; i++) {
            String next = "alias" + i + ".example";
            records.add(alias(name, next));
            name = next;
        }
        records.add(address(name, "192.0.2.1"));
        return query.answer(records.toArray(byte[][]::new));
    }

    private Outcome outcomeOf(Function<Query, List<byte[]>> behaviour) throws Exception {
        try (Nameserver server = Nameserver.answering(behaviour)) {
            ResolvConf conf = new ResolvConf(List.of(server.address()), List.of(), 1, Duration.ofSeconds(20), 1);
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            loop.execute(() ->
                    DnsLookup.start(loop, conf, AddressFamilies.IPV4, new SecureRandom(), HOST, answer::complete));
            return answer.get().outcome();
        }
    }
}
