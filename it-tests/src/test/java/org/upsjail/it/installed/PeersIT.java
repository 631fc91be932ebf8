// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;
import org.upsjail.it.upsd.UpsdEvent.Kind;

/** One monitor, an honest server, and one that becomes each of the catalogue in turn and honest again. */
class PeersIT {

    private static final Duration SOON = WatchedUps.SOON;

    /** A spell that the monitor ends at once is let go on for so many polls of the honest server. */
    private static final int POLLS_OF_A_SPELL = 6;

    private static SimulatedUpsd honest;
    private static SimulatedUpsd other;
    private static Setup setup;
    private static RunningUpsjail upsjail;
    private static long monitor;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        honest = SimulatedUpsd.serving("good");
        other = SimulatedUpsd.serving("bad");
        other.dripEvery(Duration.ofSeconds(1));
        setup = Setup.quick().primaryOf(honest.system("good")).primaryOf(other.system("bad"));
        upsjail = RunningUpsjail.start(Installation.built(), setup, Map.of(), List.of("-W", "2"));
        monitor = upsjail.awaitWatching();
    }

    @AfterAll
    static void end() throws IOException {
        upsjail.close();
        setup.close();
        other.close();
        honest.close();
    }

    @ParameterizedTest
    @EnumSource
    void isContainedAndFoundWellAgain(HostilePeer peer) throws IOException, InterruptedException {
        int calls = setup.handlers().calls().size();
        long line = upsjail.logPosition();
        long honestFrom = honest.journal().position();
        long hostileFrom = other.journal().position();
        HostilePeer.Spell spell = peer.begin(other);
        try {
            upsjail.program().awaitLine(line, other.system("bad") + ": .*(" + peer.reason() + ")", SOON);
            awaitPolls(honest, honest.journal().position(), POLLS_OF_A_SPELL);
            setup.handlers().awaitFrom(calls, call -> call.is("COMMBAD", other.system("bad")), SOON);
        } finally {
            spell.end();
        }
        long healed = other.journal().position();
        setup.handlers().awaitFrom(calls, call -> call.is("COMMOK", other.system("bad")), SOON);

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
    @EnumSource(names = {"SILENT", "ONE_BYTE_PER_SECOND"})
    void theOtherIsPolledWhileTheMonitorWaitsForIt(HostilePeer peer) throws IOException, InterruptedException {
        int calls = setup.handlers().calls().size();
        long line = upsjail.logPosition();
        long honestFrom = honest.journal().position();
        HostilePeer.Spell spell = peer.begin(other);
        try {
            upsjail.program().awaitLine(line, other.system("bad") + ": .*(" + peer.reason() + ")", SOON);

            assertTrue(
                    count(honest, honestFrom, UpsdEvent::isPoll) >= 10,
                    () -> honest.journal().entriesFrom(honestFrom).toString());
        } finally {
            spell.end();
        }
        setup.handlers().awaitFrom(calls, call -> call.is("COMMOK", other.system("bad")), SOON);
    }

    @Test
    void aLineBetweenTwoPollsIsBelievedByNobody() throws IOException, InterruptedException {
        int calls = setup.handlers().calls().size();
        long line = upsjail.logPosition();
        other.say("VAR bad ups.status \"FSD OB LB\"");
        upsjail.program().awaitLine(line, other.system("bad") + ": no connection: protocol error", SOON);
        setup.handlers().awaitFrom(calls, call -> call.is("COMMOK", other.system("bad")), SOON);

        assertTrue(setup.handlers().calls().stream().noneMatch(call -> call.is("FSD") || call.is("LOWBATT")));
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
