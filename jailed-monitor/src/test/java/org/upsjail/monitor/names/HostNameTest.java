// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/** One name, on a clock that only the test moves, and look-ups that end when the test says. */
class HostNameTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(clock).build();
    private final Deque<Consumer<DnsAnswer>> lookups = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private HostName name = named();

    private HostName named(String... known) {
        return new HostName(loop.eventLoop(), addresses(known), AddressFamilies.BOTH, log::add, lookups::add);
    }

    private static List<InetAddress> addresses(String... texts) {
        return Arrays.stream(texts)
                .map(AddressLiteral::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private void ask() {
        name.lookUp(lookup -> heard.add(lookup.addresses() + lookup.reason()));
        loop.runPendingTasks();
    }

    private void end(Outcome outcome) {
        lookups.remove().accept(DnsAnswer.without(outcome));
    }

    private void found(Duration timeToLive, String... texts) {
        lookups.remove().accept(new DnsAnswer(Outcome.FOUND, addresses(texts), timeToLive));
    }

    private void pass(Duration time) {
        clock.advance(time.toMillis(), TimeUnit.MILLISECONDS);
        loop.runPendingTasks();
    }

    @Test
    void allWhoAskMeanwhileShareOneLookup() {
        ask();
        ask();
        assertEquals(1, lookups.size());
        found(MINUTE, "192.0.2.1");

        assertEquals(List.of("[/192.0.2.1]found", "[/192.0.2.1]found"), heard);
    }

    @Test
    void answerIsUsedWhileItIsGood() {
        ask();
        found(Duration.ofSeconds(30), "192.0.2.1");
        pass(Duration.ofSeconds(29));
        ask();

        assertEquals(0, lookups.size());
        assertEquals(2, heard.size());
    }

    @Test
    void changedEntryIsFollowedWhenTheAnswerIsOld() {
        ask();
        found(Duration.ofSeconds(30), "192.0.2.1");
        pass(Duration.ofSeconds(30));
        ask();
        found(MINUTE, "192.0.2.2");

        assertEquals("[/192.0.2.2]found", heard.get(1));
    }

    @Test
    void noAnswerIsGoodForLongerThanAMinuteOrShorterThanASecond() {
        ask();
        found(Duration.ofDays(1), "192.0.2.1");
        pass(HostName.LONGEST);
        ask();
        found(Duration.ZERO, "192.0.2.2");
        ask();
        assertEquals(0, lookups.size());
        pass(HostName.SHORTEST);
        ask();

        assertEquals(1, lookups.size());
    }

    @Test
    void answerThatLedNowhereIsNotUsedAgain() {
        ask();
        found(MINUTE, "192.0.2.1");
        name.forgetAnswer();
        ask();

        assertEquals(1, lookups.size());
    }

    @Test
    void withoutAnAddressTheReasonIsHeard() {
        ask();
        end(Outcome.UNKNOWN);
        pass(HostName.SHORTEST);
        ask();
        end(Outcome.SILENT);

        assertEquals(List.of("[]host not found", "[]no nameserver answers"), heard);
        assertEquals(List.of(), log);
    }

    @Test
    void failureIsSharedForASecond() {
        ask();
        end(Outcome.FAILED);
        ask();

        assertEquals(0, lookups.size());
        assertEquals(List.of("[]the nameserver failed", "[]the nameserver failed"), heard);
    }

    @Test
    void lastGoodAddressIsUsedWhenTheResolverFailsAndThatIsSaidOnce() {
        ask();
        found(Duration.ZERO, "192.0.2.1");
        for (int i = 0; i < 3; i++) {
            pass(HostName.SHORTEST);
            ask();
            end(Outcome.FAILED);
        }
        assertEquals("[/192.0.2.1]the nameserver failed", heard.get(3));
        pass(HostName.SHORTEST);
        ask();
        found(MINUTE, "192.0.2.2");

        assertEquals("[/192.0.2.2]found", heard.get(4));
        assertEquals(
                List.of("the nameserver failed; going on with the address known before", "DNS answers again"), log);
    }

    @Test
    void whoHasAnOldAddressDoesNotWaitForASilentResolver() {
        ask();
        found(Duration.ZERO, "192.0.2.1");
        pass(MINUTE);
        ask();
        pass(HostName.PATIENCE.minusMillis(1));
        assertEquals(1, heard.size());
        pass(Duration.ofMillis(1));

        assertEquals("[/192.0.2.1]no nameserver answers", heard.get(1));
        assertEquals(1, lookups.size());
        assertEquals(List.of("no nameserver answers; going on with the address known before"), log);
        end(Outcome.SILENT);
        assertEquals(2, heard.size());
        assertEquals(1, log.size());
    }

    @Test
    void addressFromBeforeTheJailIsUsedWhenDnsDoesNotKnowTheName() {
        name = named("192.0.2.7");
        ask();
        end(Outcome.UNKNOWN);

        assertEquals(List.of("[/192.0.2.7]host not found"), heard);
        assertEquals(List.of("host not found; going on with the address known before"), log);
    }

    @Test
    void answerInTimeEndsThePatience() {
        name = named("192.0.2.7");
        ask();
        found(MINUTE, "192.0.2.1");
        pass(HostName.PATIENCE);

        assertEquals(List.of("[/192.0.2.1]found"), heard);
    }
}
