// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;
import org.upsjail.it.upsd.UpsdEvent.Kind;

/**
 * One monitor, an honest server, and one for each of the catalogue, which becomes it and honest again. Several are bad at
 * the same time, so that each is contained beside others.
 */
@Execution(ExecutionMode.CONCURRENT)
class PeersIT {

    private static final Duration SOON = WatchedUps.SOON;

    /** A spell that the monitor ends at once is let go on for so many polls of the honest server. */
    private static final int POLLS_OF_A_SPELL = 6;

    /** Of those that answer nothing in time there are two: one is looked at, beside the other the honest one is. */
    private static final List<HostilePeer> SLOW = List.of(HostilePeer.SILENT, HostilePeer.ONE_BYTE_PER_SECOND);

    private static final Map<HostilePeer, SimulatedUpsd> others = new EnumMap<>(HostilePeer.class);
    private static final Map<HostilePeer, SimulatedUpsd> slowOnes = new EnumMap<>(HostilePeer.class);

    private static SimulatedUpsd honest;
    private static SimulatedUpsd talkative;
    private static Setup setup;
    private static RunningUpsjail upsjail;
    private static long monitor;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        setup = Setup.quick();
        honest = watched("good");
        talkative = watched("bad");
        for (HostilePeer peer : HostilePeer.values()) {
            others.put(peer, watched("bad"));
        }
        for (HostilePeer peer : SLOW) {
            slowOnes.put(peer, watched("bad"));
        }
        upsjail = RunningUpsjail.start(Installation.built(), setup, Map.of(), List.of("-W", "2"));
        monitor = upsjail.awaitWatching();
    }

    private static SimulatedUpsd watched(String ups) throws IOException {
        SimulatedUpsd upsd = SimulatedUpsd.serving(ups);
        upsd.dripEvery(Duration.ofSeconds(1));
        setup.primaryOf(upsd.system(ups));
        return upsd;
    }

    @AfterAll
    static void end() throws IOException {
        upsjail.close();
        setup.close();
        slowOnes.values().forEach(SimulatedUpsd::close);
        others.values().forEach(SimulatedUpsd::close);
        talkative.close();
        honest.close();
    }

    @ParameterizedTest
    @EnumSource
    void isContainedAndFoundWellAgain(HostilePeer peer) throws IOException, InterruptedException {
        SimulatedUpsd other = Objects.requireNonNull(others.get(peer));
        long honestFrom = honest.journal().position();
        long hostileFrom = other.journal().position();
        HostilePeer.Spell spell = peer.begin(other);
        try {
            awaitReason(peer, other);
            awaitPolls(honest, honest.journal().position(), POLLS_OF_A_SPELL);
            awaitTold("COMMBAD", other);
        } finally {
            spell.end();
        }
        long healed = other.journal().position();
        awaitTold("COMMOK", other);

        long honestPolls = count(honest, honestFrom, UpsdEvent::isPoll);
        assertEquals(
                0, count(honest, honestFrom, event -> event.kind() != Kind.COMMAND), "the honest one's connection");
        assertTrue(
                count(other, hostileFrom, PeersIT::connected) <= 2 * honestPolls,
                () -> "no back-off: " + other.journal().entriesFrom(hostileFrom));
        assertTrue(
                !peer.losesItsConnection() || count(other, hostileFrom, PeersIT::disconnected) > 0,
                "its connection was kept");
        assertTrue(
                count(other, healed, PeersIT::connected) <= 2,
                () -> "found again late: " + other.journal().entriesFrom(healed));
        assertEquals(0, setup.handlers().calls("COMMBAD", honest.system("good")).size());
        assertEquals(0, setup.handlers().calls("FSD", other.system("bad")).size());
        assertTrue(ProcessHandle.of(monitor).orElseThrow().isAlive(), "the monitor was replaced");
    }

    /** Both of these take the monitor five seconds to see; ten polls are a good half of what fits in. */
    @ParameterizedTest
    @FieldSource("SLOW")
    void theHonestOneIsPolledWhileTheMonitorWaitsForTheOther(HostilePeer peer)
            throws IOException, InterruptedException {
        SimulatedUpsd other = Objects.requireNonNull(slowOnes.get(peer));
        long honestFrom = honest.journal().position();
        HostilePeer.Spell spell = peer.begin(other);
        try {
            awaitReason(peer, other);

            assertTrue(
                    count(honest, honestFrom, UpsdEvent::isPoll) >= 10,
                    () -> honest.journal().entriesFrom(honestFrom).toString());
        } finally {
            spell.end();
        }
        awaitTold("COMMOK", other);
    }

    @Test
    void aLineBetweenTwoPollsIsBelievedByNobody() throws IOException, InterruptedException {
        talkative.say("VAR bad ups.status \"FSD OB LB\"");
        upsjail.program().awaitLine(talkative.system("bad") + ": no connection: protocol error", SOON);
        awaitTold("COMMOK", talkative);

        assertTrue(setup.handlers().calls().stream().noneMatch(call -> call.is("FSD") || call.is("LOWBATT")));
    }

    private static void awaitReason(HostilePeer peer, SimulatedUpsd upsd) throws InterruptedException {
        upsjail.program().awaitLine(upsd.system("bad") + ": .*(" + peer.reason() + ")", SOON);
    }

    /** Each server is bad once, so the first call is the one. */
    private static void awaitTold(String type, SimulatedUpsd upsd) throws IOException, InterruptedException {
        setup.handlers().await(call -> call.is(type, upsd.system("bad")), SOON);
    }

    private static void awaitPolls(SimulatedUpsd upsd, long position, int polls) throws InterruptedException {
        long from = position;
        for (int i = 0; i < polls; i++) {
            UpsdEvent poll = upsd.journal().awaitFrom(from, UpsdEvent::isPoll, SOON);
            from += upsd.journal().entriesFrom(from).indexOf(poll) + 1L;
        }
    }

    private static long count(SimulatedUpsd upsd, long from, Predicate<UpsdEvent> wanted) {
        return upsd.journal().entriesFrom(from).stream().filter(wanted).count();
    }

    private static boolean connected(UpsdEvent event) {
        return event.kind() == Kind.CONNECTED;
    }

    private static boolean disconnected(UpsdEvent event) {
        return event.kind() == Kind.DISCONNECTED;
    }
}
