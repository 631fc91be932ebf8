// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.UpsmonConf.Polling;

class UpsLinkTest {

    private static final List<String> POLL = Dialogue.POLL.lines().toList();

    private static final String STALE = "ERR DATA-STALE\n".repeat(4).strip();

    @Test
    void firstContactStatesLoginAndStatus() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();
        scene.accept();
        scene.logIn(Monitors.secondary());
        assertEquals("LOGINOK", scene.stated());

        scene.status("OL");
        assertTrue(scene.stated().startsWith("COMMOK ONLINE NOTLOWBATT NOTFSD"));
        assertEquals(List.of(), scene.logged());
    }

    @Test
    void hostThatCannotBeReachedIsStatedAndSaidOnce() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();

        scene.refuse("connection refused");
        assertEquals("COMMBAD", scene.stated());
        assertEquals(
                List.of("UPS ups@host: no connection: connection refused; not logged again until it changes"),
                scene.logged());
        for (int attempt = 0; attempt < 5; attempt++) {
            scene.passes(Backoff.LONGEST);
            scene.refuse("connection refused");
        }
        assertEquals("", scene.stated());
        assertEquals(List.of(), scene.logged());
    }

    @Test
    void anotherReasonIsSaid() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();
        scene.refuse("connection refused");
        scene.forget();

        scene.passes(Backoff.LONGEST);
        scene.refuse("connection timed out");
        assertEquals(
                List.of("UPS ups@host: no connection: connection timed out; not logged again until it changes"),
                scene.logged());
    }

    @Test
    void attemptsBackOff() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();

        for (long millis : new long[] {250, 500, 1000, 2000, 2500, 2500}) {
            scene.refuse("connection refused");
            scene.passes(Duration.ofMillis(millis).minusNanos(1));
            assertFalse(scene.connecting(), () -> "sooner than after " + millis);
            scene.passes(Duration.ofNanos(1));
            assertTrue(scene.connecting(), () -> "not after " + millis);
        }
    }

    @Test
    void lostConnectionIsStatedOnceAndTriedAgain() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");

        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
        assertEquals(
                List.of("UPS ups@host: no connection: connection closed by upsd; not logged again until it changes"),
                scene.logged());
        scene.passes(Duration.ofMillis(250));
        scene.accept();
        scene.logIn(Monitors.secondary());
        assertEquals("", scene.stated());
        scene.status("OL");
        assertEquals("COMMOK", scene.stated());
    }

    @Test
    void reconnectedLinkPollsOnceAPollingTime() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");
        scene.peerCloses();
        scene.passes(Duration.ofMillis(250));
        scene.accept();
        scene.logIn(Monitors.secondary());
        scene.status("OL");
        scene.sent();

        scene.passes(LinkScene.POLLING.normal());
        assertEquals(POLL, scene.sent());
    }

    @Test
    void readStatusResetsTheBackOff() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();
        for (int attempt = 0; attempt < 5; attempt++) {
            scene.refuse("connection refused");
            scene.passes(Backoff.LONGEST);
        }
        scene.accept();
        scene.logIn(Monitors.secondary());
        scene.status("OL");

        scene.peerCloses();
        scene.passes(Duration.ofMillis(250));
        assertTrue(scene.connecting());
    }

    @Test
    void connectionWithoutAStatusDoesNotResetTheBackOff() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();
        scene.refuse("connection refused");
        scene.passes(Duration.ofMillis(250));
        scene.accept();
        scene.logIn(Monitors.secondary());

        scene.peerCloses();
        scene.passes(Duration.ofMillis(499));
        assertFalse(scene.connecting());
    }

    @Test
    void staleDataIsALossWithoutReconnecting() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OB");
        scene.passes(LinkScene.POLLING.alert());
        scene.replies(STALE);

        assertEquals("COMMBAD", scene.stated());
        assertEquals(
                List.of("UPS ups@host: poll failed: DATA-STALE; not logged again until it changes"), scene.logged());
        assertFalse(scene.connecting());
        scene.passes(LinkScene.POLLING.alert());
        scene.replies(STALE);
        assertEquals("", scene.stated());
        assertEquals(List.of(), scene.logged());
        scene.passes(LinkScene.POLLING.alert());
        scene.status("OB");
        assertEquals("COMMOK", scene.stated());
    }

    @Test
    void troubleThatComesAgainIsSaidAgain() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");
        for (int time = 0; time < 2; time++) {
            scene.passes(LinkScene.POLLING.normal());
            scene.replies(STALE);
            assertEquals(1, scene.logged().size());
            scene.passes(LinkScene.POLLING.normal());
            scene.status("OL");
            assertEquals(List.of("UPS ups@host: read again after 1 failure"), scene.logged());
        }
    }

    @Test
    void withoutThrottleEveryFailureIsSaid() {
        LinkScene scene =
                new LinkScene(Monitors.secondary(), new Polling(Duration.ofSeconds(5), Duration.ofSeconds(5), -1));
        scene.link().open();
        for (int attempt = 0; attempt < 3; attempt++) {
            scene.refuse("connection refused");
            assertEquals(List.of("UPS ups@host: no connection: connection refused"), scene.logged());
            scene.passes(Backoff.LONGEST);
        }
    }

    @Test
    void troubledUpsIsPolledAtTheAlertTime() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OB");

        scene.passes(LinkScene.POLLING.alert());
        assertEquals(POLL, scene.sent());
        scene.status("OL");
        scene.passes(LinkScene.POLLING.alert());
        assertEquals(List.of(), scene.sent());
    }

    @Test
    void refusedLoginIsStatedAndSaidOnce() {
        LinkScene scene = new LinkScene(Monitors.secondary());
        scene.link().open();
        scene.accept();
        scene.replies("OK", "OK", "ERR ACCESS-DENIED");

        assertEquals("NOLOGIN", scene.stated());
        assertEquals(List.of("UPS ups@host: watched without login: LOGIN refused: ACCESS-DENIED"), scene.logged());
        scene.status("OL");
        scene.forget();
        scene.peerCloses();
        scene.passes(Duration.ofMillis(250));
        scene.accept();
        scene.forget();
        scene.replies("OK", "OK", "ERR ACCESS-DENIED");
        assertEquals("", scene.stated());
        assertEquals(List.of(), scene.logged());
    }

    @Test
    void refusedPrimaryIsSaid() {
        LinkScene scene = new LinkScene(Monitors.primary());
        scene.link().open();
        scene.accept();
        scene.replies("OK", "OK", "OK", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED");

        assertEquals(
                List.of("UPS ups@host: upsd does not let this host be primary, so it cannot set FSD: ACCESS-DENIED"),
                scene.logged());
    }

    @Test
    void orderedShutdownIsSetAndThenStated() {
        LinkScene scene = LinkScene.watching(Monitors.primary(), "OB LB");

        scene.link().orderForcedShutdown();
        assertEquals(List.of("FSD ups"), scene.sent());
        scene.replies("OK FSD-SET");
        assertEquals("FSD", scene.stated());
        scene.replies("NUMLOGINS ups 1");
        assertEquals("ALONE", scene.stated());
    }

    @Test
    void orderedShutdownIsSetOnAUpsThatFeedsOnlyOthers() {
        LinkScene scene = LinkScene.watching(Monitors.primaryForOthers(), "OL");

        scene.link().orderForcedShutdown();
        assertEquals(List.of("FSD ups"), scene.sent());
    }

    @Test
    void orderedShutdownIsNotForASecondary() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OB LB");

        scene.link().orderForcedShutdown();
        assertEquals(List.of(), scene.sent());
    }

    @Test
    void orderedShutdownOutlivesTheConnection() {
        LinkScene scene = LinkScene.watching(Monitors.primary(), "OB LB");
        scene.link().orderForcedShutdown();
        scene.peerCloses();
        scene.passes(Duration.ofMillis(250));
        scene.accept();
        scene.logIn(Monitors.primary());

        assertEquals("FSD ups", scene.sent().get(8));
    }

    @Test
    void shutdownOrderedWithoutAConnectionIsSetLater() {
        LinkScene scene = LinkScene.watching(Monitors.primary(), "OB LB");
        scene.peerCloses();
        scene.link().orderForcedShutdown();
        scene.passes(Duration.ofMillis(250));
        scene.refuse("connection refused");
        scene.passes(Duration.ofMillis(500));
        scene.accept();
        scene.logIn(Monitors.primary());

        assertEquals("FSD ups", scene.sent().get(8));
    }

    @Test
    void shutdownOrderedWhileConnectingIsSetAfterTheLogin() {
        LinkScene scene = new LinkScene(Monitors.primary());
        scene.link().open();
        scene.link().orderForcedShutdown();
        scene.accept();
        scene.logIn(Monitors.primary());

        assertEquals("FSD ups", scene.sent().get(8));
    }

    @Test
    void refusedShutdownIsSaid() {
        LinkScene scene = LinkScene.watching(Monitors.primary(), "OB LB");
        scene.link().orderForcedShutdown();
        scene.replies("ERR ACCESS-DENIED");

        assertEquals(List.of("UPS ups@host: FSD refused: ACCESS-DENIED"), scene.logged());
        assertEquals("", scene.stated());
    }

    @Test
    void loggingOutEndsTheLink() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");

        scene.link().logOut();
        scene.passes(Duration.ofHours(1));
        assertEquals(List.of("LOGOUT"), scene.sent());
        assertEquals("", scene.stated());
        assertEquals(List.of(), scene.logged());
        assertFalse(scene.connecting());
    }

    @Test
    void loggingOutBetweenConnectionsEndsTheLink() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");
        scene.peerCloses();

        scene.link().logOut();
        scene.passes(Duration.ofHours(1));
        assertFalse(scene.connecting());
    }

    @Test
    void blankStatusIsALoss() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");
        scene.passes(LinkScene.POLLING.normal());
        scene.status("");

        assertEquals("COMMBAD", scene.stated());
    }

    @Test
    void alarmIsStatedWithItsText() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");
        scene.passes(LinkScene.POLLING.normal());
        scene.replies("VAR ups ups.status \"ALARM OL\"", "VAR ups ups.alarm \"Fan failed\"");
        assertEquals("", scene.stated());
        scene.replies("ERR VAR-NOT-SUPPORTED", "ERR VAR-NOT-SUPPORTED");

        assertEquals("ALARM ups@host [Fan failed]", scene.lastFact());
    }

    @Test
    void statusOfSilentWordsIsNoLoss() {
        LinkScene scene = LinkScene.watching(Monitors.secondary(), "OL");
        scene.passes(LinkScene.POLLING.normal());
        scene.status("CHRG");

        assertEquals("", scene.stated());
    }
}
