// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.names.DnsMessages.AAAA;
import static org.upsjail.monitor.names.DnsMessages.NXDOMAIN;
import static org.upsjail.monitor.names.DnsMessages.SERVFAIL;
import static org.upsjail.monitor.names.DnsMessages.address;
import static org.upsjail.monitor.names.DnsMessages.alias;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.monitor.names.DnsAnswer.Outcome;
import org.upsjail.monitor.names.DnsMessages.Query;

/** Look-ups over loopback, of a nameserver that answers as nobody should. */
@Timeout(60)
class DnsLookupTest {

    private static final String HOST = "nas.example";
    private static final String OTHER = "192.0.2.66";

    /** For a server that is not silent: a busy machine may take its time. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(100);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    @AfterEach
    void endLoop() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void addressesOfBothFamiliesAreFound() throws Exception {
        try (Nameserver server = Nameserver.answering(DnsLookupTest::bothFamilies)) {
            DnsAnswer answer = lookUp(AddressFamilies.BOTH, HOST, LONG, server);

            assertEquals(Outcome.FOUND, answer.outcome());
            assertEquals(List.of("2001:db8:0:0:0:0:0:1", "192.0.2.1"), textOf(answer));
        }
    }

    @Test
    void shortestTimeToLiveCounts() throws Exception {
        try (Nameserver server = Nameserver.answering(
                query -> List.of(query.answer(address(HOST, "192.0.2.1", 300), address(HOST, "192.0.2.2", 7))))) {
            assertEquals(
                    Duration.ofSeconds(7),
                    lookUp(AddressFamilies.IPV4, HOST, LONG, server).timeToLive());
        }
    }

    @Test
    void familyThatIsNotWantedIsNotAskedFor() throws Exception {
        try (Nameserver server = Nameserver.answering(DnsLookupTest::bothFamilies)) {
            assertEquals(List.of("2001:db8:0:0:0:0:0:1"), textOf(lookUp(AddressFamilies.IPV6, HOST, LONG, server)));
            assertEquals(
                    List.of(AAAA), server.queries().stream().map(Query::type).toList());
        }
    }

    @Test
    void aliasesAreFollowedInTheAnswer() throws Exception {
        try (Nameserver server = Nameserver.answering(query -> List.of(query.answer(
                alias(HOST, "a.example"), address("b.example", "192.0.2.1"), alias("A.example", "b.EXAMPLE"))))) {
            assertEquals(List.of("192.0.2.1"), textOf(lookUp(AddressFamilies.IPV4, HOST, LONG, server)));
        }
    }

    @Test
    void answerThatDoesNotFitIsFetchedByTcp() throws Exception {
        try (Nameserver server = Nameserver.answering(
                query -> List.of(query.overTcp() ? query.answer(address(HOST, "192.0.2.1")) : query.truncated()))) {
            assertEquals(List.of("192.0.2.1"), textOf(lookUp(AddressFamilies.IPV4, HOST, LONG, server)));
            assertEquals(
                    List.of(false, true),
                    server.queries().stream().map(Query::overTcp).toList());
        }
    }

    @Test
    void aThousandAddressesAreAllReadByTcp() throws Exception {
        byte[][] records = IntStream.range(0, 1000)
                .mapToObj(i -> address(HOST, "192.0." + i / 250 + "." + (i % 250 + 1)))
                .toArray(byte[][]::new);
        try (Nameserver server =
                Nameserver.answering(query -> List.of(query.overTcp() ? query.answer(records) : query.truncated()))) {
            assertEquals(
                    1000,
                    lookUp(AddressFamilies.IPV4, HOST, LONG, server).addresses().size());
        }
    }

    static Stream<Arguments> firstOneThatIsNotTheAnswer() {
        return Stream.of(
                Arguments.of("wrong id", answerOf(query -> query.withOtherId(address(HOST, OTHER)))),
                Arguments.of("other name", answerOf(query -> query.toOtherQuestion("x.example", address(HOST, OTHER)))),
                Arguments.of("rubbish", answerOf(query -> "rubbish".getBytes(StandardCharsets.US_ASCII))),
                Arguments.of("the query itself", answerOf(Query::bytes)),
                Arguments.of("nothing", answerOf(query -> new byte[0])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void firstOneThatIsNotTheAnswer(String what, Function<Query, byte[]> first) throws Exception {
        try (Nameserver server =
                Nameserver.answering(query -> List.of(first.apply(query), query.answer(address(HOST, "192.0.2.1"))))) {
            assertEquals(List.of("192.0.2.1"), textOf(lookUp(AddressFamilies.IPV4, HOST, LONG, server)), what);
        }
    }

    static Stream<Arguments> answersWithoutAnAddress() {
        byte[] loopA = alias(HOST, "a.example");
        byte[] loopB = alias("a.example", HOST);
        return Stream.of(
                Arguments.of(Outcome.UNKNOWN, answerOf(query -> query.failure(NXDOMAIN))),
                Arguments.of(Outcome.UNKNOWN, answerOf(Query::answer)),
                Arguments.of(Outcome.UNKNOWN, answerOf(query -> query.answer(address("x.example", OTHER)))),
                Arguments.of(Outcome.UNKNOWN, answerOf(query -> query.answer(alias(HOST, "a.example")))),
                Arguments.of(Outcome.UNKNOWN, answerOf(query -> query.answer(address(HOST, "0.0.0.0")))),
                Arguments.of(Outcome.UNKNOWN, answerOf(query -> query.answer(address(HOST, "224.0.0.1")))),
                Arguments.of(
                        Outcome.UNKNOWN, answerOf(query -> query.answer(DnsMessages.record(HOST, 1, 60, new byte[3])))),
                Arguments.of(Outcome.FAILED, answerOf(query -> query.answer(loopA, loopB))),
                Arguments.of(Outcome.FAILED, answerOf(query -> query.failure(SERVFAIL))),
                Arguments.of(Outcome.FAILED, answerOf(query -> query.overTcp() ? new byte[] {1} : query.truncated())));
    }

    @ParameterizedTest
    @MethodSource
    void answersWithoutAnAddress(Outcome outcome, Function<Query, byte[]> behaviour) throws Exception {
        try (Nameserver server = Nameserver.answering(query -> List.of(behaviour.apply(query)))) {
            assertEquals(DnsAnswer.without(outcome), lookUp(AddressFamilies.IPV4, HOST, LONG, server));
        }
    }

    @Test
    void floodOfWhatIsNotTheAnswerEndsIt() throws Exception {
        try (Nameserver server = Nameserver.answering(
                query -> Collections.nCopies(DnsExchange.MAX_STRANGERS + 1, query.withOtherId(address(HOST, OTHER))))) {
            assertEquals(
                    Outcome.FAILED,
                    lookUp(AddressFamilies.IPV4, HOST, LONG, server).outcome());
        }
    }

    @Test
    void silentServerIsAskedAsOftenAsResolvConfSays() throws Exception {
        try (Nameserver server = Nameserver.silent()) {
            assertEquals(
                    Outcome.SILENT,
                    lookUp(AddressFamilies.IPV4, HOST, SHORT, server).outcome());
            assertEquals(2, server.queries().size());
        }
    }

    @Test
    void nextServerIsAskedWhenOneIsNotThereOneSilentAndOneFails() throws Exception {
        try (Nameserver silent = Nameserver.silent();
                Nameserver failing = Nameserver.answering(query -> List.of(query.failure(SERVFAIL)));
                Nameserver good = Nameserver.answering(DnsLookupTest::bothFamilies)) {
            InetSocketAddress closed = closed();
            ResolvConf conf = new ResolvConf(
                    List.of(closed, silent.address(), failing.address(), good.address()),
                    List.of(),
                    1,
                    Duration.ofSeconds(2),
                    1);

            assertEquals(
                    List.of("2001:db8:0:0:0:0:0:1", "192.0.2.1"), textOf(lookUp(AddressFamilies.BOTH, HOST, conf)));
        }
    }

    @Test
    void familyThatIsNeverAnsweredForCostsLittleWhenTheOtherIs() throws Exception {
        try (Nameserver server = Nameserver.answering(
                query -> query.type() == AAAA ? List.of() : List.of(query.answer(address(HOST, "192.0.2.1"))))) {
            assertEquals(List.of("192.0.2.1"), textOf(lookUp(AddressFamilies.BOTH, HOST, LONG, server)));
        }
    }

    @Test
    void shortNameIsCompletedByTheSearchList() throws Exception {
        try (Nameserver server = Nameserver.answering(query -> List.of(
                query.name().equals("nas.b.example")
                        ? query.answer(address("nas.b.example", "192.0.2.1"))
                        : query.failure(NXDOMAIN)))) {
            ResolvConf conf = new ResolvConf(List.of(server.address()), List.of("a.example", "b.example"), 1, LONG, 2);

            assertEquals(List.of("192.0.2.1"), textOf(lookUp(AddressFamilies.IPV4, "nas", conf)));
            assertEquals(
                    List.of("nas.a.example", "nas.b.example"),
                    server.queries().stream().map(Query::name).toList());
        }
    }

    /** Each question has an id and a port of its own; that all were alike has no chance to speak of. */
    @Test
    void nextQuestionCannotBeGuessedFromTheLast() throws Exception {
        try (Nameserver server = Nameserver.answering(query -> List.of(query.failure(NXDOMAIN)))) {
            for (int i = 0; i < 8; i++) {
                lookUp(AddressFamilies.IPV4, HOST, LONG, server);
            }
            List<Query> queries = server.queries();
            assertFalse(queries.stream().map(Query::id).distinct().count() < 6);
            assertTrue(queries.stream().map(Query::fromPort).distinct().count() > 1);
        }
    }

    private static Function<Query, byte[]> answerOf(Function<Query, byte[]> answer) {
        return answer;
    }

    private static List<byte[]> bothFamilies(Query query) {
        return List.of(query.answer(address(query.name(), query.type() == AAAA ? "2001:db8::1" : "192.0.2.1")));
    }

    private static InetSocketAddress closed() throws IOException {
        try (Nameserver gone = Nameserver.silent()) {
            return gone.address();
        }
    }

    private DnsAnswer lookUp(AddressFamilies families, String host, Duration timeout, Nameserver server)
            throws InterruptedException, ExecutionException {
        return lookUp(families, host, new ResolvConf(List.of(server.address()), List.of(), 1, timeout, 2));
    }

    private DnsAnswer lookUp(AddressFamilies families, String host, ResolvConf conf)
            throws InterruptedException, ExecutionException {
        CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
        loop.execute(() -> DnsLookup.start(loop, conf, families, new SecureRandom(), host, answer::complete));
        return answer.get();
    }

    private static List<String> textOf(DnsAnswer answer) {
        return new ArrayList<>(
                answer.addresses().stream().map(InetAddress::getHostAddress).toList());
    }
}
