// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.names.DnsMessages.address;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The names of a configuration over a real socket. */
@Timeout(60)
class HostNamesTest {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<String> log = new ArrayList<>();
    private final List<InetAddress> written =
            AddressLiteral.parse("192.0.2.7").stream().toList();
    private Nameserver server;

    @BeforeEach
    void serve() throws IOException {
        server = Nameserver.answering(query -> List.of(query.answer(address(query.name(), "192.0.2.1"))));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private HostNames names(AddressFamilies families) {
        ResolvConf conf = new ResolvConf(List.of(server.address()), List.of(), 1, Duration.ofSeconds(20), 1);
        NameSources sources = new NameSources(Map.of("192.0.2.7", written), Map.of("b\u00FCcher", written), conf);
        return new HostNames(loop, sources, families, log::add);
    }

    private HostLookup lookUp(HostNames names, String host) throws Exception {
        CompletableFuture<HostLookup> heard = new CompletableFuture<>();
        loop.execute(() -> names.lookUp(host, heard::complete));
        return heard.get();
    }

    @Test
    void addressIsNotLookedUp() throws Exception {
        assertEquals(written, lookUp(names(AddressFamilies.BOTH), "192.0.2.7").addresses());
        assertEquals(List.of(), server.queries());
    }

    @Test
    void onlyWhatHasItsAddressHereIsFixed() {
        HostNames names = names(AddressFamilies.BOTH);

        assertTrue(names.isFixed("192.0.2.7"));
        assertFalse(names.isFixed("ups.example"));
        assertFalse(names.isFixed("B\u00DCCHER"));
    }

    @Test
    void addressOfAFamilyThatIsNotWantedIsNone() throws Exception {
        assertEquals(
                new HostLookup(List.of(), "no IPv6 address, and -6 was asked for"),
                lookUp(names(AddressFamilies.IPV6), "192.0.2.7"));
    }

    @Test
    void wordThatIsNoNameIsNeverAskedFor() throws Exception {
        assertEquals(List.of(), lookUp(names(AddressFamilies.BOTH), "a..b").addresses());
        assertEquals(List.of(), server.queries());
    }

    @Test
    void wordThatOnlyThisHostKnewKeepsItsAddress() throws Exception {
        assertEquals(written, lookUp(names(AddressFamilies.BOTH), "B\u00FCcher").addresses());
        assertEquals(List.of(), server.queries());
    }

    @Test
    void wordThatOnlyThisHostKnewIsNotWaitedFor() throws Exception {
        lookUp(names(AddressFamilies.BOTH), "B\u00DCCHER");

        assertEquals(List.of("host b\u00FCcher: host not found; going on with the address known before"), log);
    }

    @Test
    void whatIsSaidOfAHostNamesIt() throws Exception {
        HostNames names = names(AddressFamilies.IPV4);
        lookUp(names, "nas.example");
        server.behave(query -> List.of(query.failure(DnsMessages.SERVFAIL)));
        loop.submit(() -> names.disappointed("nas.example")).get();
        lookUp(names, "nas.example");

        assertEquals(List.of("host nas.example: the nameserver failed; going on with the address known before"), log);
    }

    @Test
    void changedEntryIsFollowedAfterAConnectionThatFailed() throws Exception {
        HostNames names = names(AddressFamilies.IPV4);
        assertEquals("[/192.0.2.1]", lookUp(names, "nas.example").addresses().toString());
        server.behave(query -> List.of(query.answer(address(query.name(), "192.0.2.2"))));
        assertEquals("[/192.0.2.1]", lookUp(names, "NAS.example").addresses().toString());
        loop.submit(() -> names.disappointed("nas.example")).get();

        assertEquals("[/192.0.2.2]", lookUp(names, "nas.example").addresses().toString());
    }

    @Test
    void nameThatIsNotAnsweredForHoldsUpNoOther() throws Exception {
        server.behave(query -> query.name().startsWith("dead")
                ? List.of()
                : List.of(query.answer(address(query.name(), "192.0.2.1"))));
        HostNames names = names(AddressFamilies.IPV4);
        CompletableFuture<HostLookup> dead = new CompletableFuture<>();
        loop.execute(() -> names.lookUp("dead.example", dead::complete));

        assertEquals("[/192.0.2.1]", lookUp(names, "nas.example").addresses().toString());
        assertTrue(!dead.isDone());
    }

    @Test
    void thousandAddressesBecomeAFew() throws Exception {
        byte[][] records = new byte[1000][];
        for (int i = 0; i < records.length; i++) {
            records[i] = address("nas.example", "192.0." + i / 250 + "." + (i % 250 + 1));
        }
        server.behave(query -> List.of(query.overTcp() ? query.answer(records) : query.truncated()));

        assertEquals(
                AddressFamilies.MAX_ADDRESSES,
                lookUp(names(AddressFamilies.IPV4), "nas.example").addresses().size());
    }

    @Test
    void rehearsalPlaysToItsEnd() throws Exception {
        NamesRehearsal.play(loop);

        assertEquals(List.of(), log);
    }
}
