// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.MonitorLine;

/** Connections that end by our own doing: after sleep, by STOP, or because upsd takes one question at a time. */
class UpsLinkReconnectTest {

    private static final MonitorLine UPS = Monitors.secondary();
    private static final Duration FIRST_WAIT = Backoff.FIRST.dividedBy(2);
    private static final String STATUS = "GET VAR ups ups.status";
    private static final String EVERYTHING = "COMMOK ONLINE NOTLOWBATT NOTFSD";

    @Test
    void afterSleepEverythingIsReadAndStatedAnewWithoutALoss() {
        LinkScene scene = LinkScene.watching(UPS, "OB LB");

        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        assertEquals("", scene.stated());
        scene.accept();
        scene.logIn(UPS);
        assertEquals("LOGINOK", scene.stated());
        scene.status("OL");
        assertTrue(scene.stated().startsWith(EVERYTHING));
        assertEquals(List.of(), scene.logged());
    }

    @Test
    void afterSleepAConnectionThatIsRefusedIsALoss() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);

        scene.refuse("connection refused");
        assertEquals("COMMBAD", scene.stated());
        assertEquals(
                List.of("UPS ups@host: no connection: connection refused; not logged again until it changes"),
                scene.logged());
    }

    @Test
    void afterSleepAFirstPollThatFailsIsALoss() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);
        scene.stated();

        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
    }

    @Test
    void afterSleepStaleDataIsALoss() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);
        scene.stated();

        scene.replies("ERR DATA-STALE", "ERR DATA-STALE", "ERR DATA-STALE", "ERR DATA-STALE");
        assertEquals("COMMBAD", scene.stated());
    }

    @Test
    void sleepBetweenConnectionsLeavesTheNextFailureALoss() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.peerCloses();
        scene.forget();

        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        scene.refuse("connection refused");
        assertEquals("COMMBAD", scene.stated());
    }

    @Test
    void afterSleepAConnectionWhoseSessionHadNotBegunIsNoLossAndTheNextIs() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.peerCloses();
        scene.passes(FIRST_WAIT);
        scene.acceptWithoutBeginning();
        scene.forget();

        scene.link().forgetAndReconnect();
        scene.passes(Duration.ZERO);
        assertEquals("", scene.stated());
        scene.passes(Backoff.FIRST);
        scene.accept();
        scene.logIn(UPS);
        scene.status("OL");
        scene.forget();

        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
    }

    @Test
    void afterSleepAConnectionThatTakesTooLongIsALoss() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(UpsLink.DOUBT_LIMIT.minusNanos(1));
        assertEquals("", scene.stated());

        scene.passes(Duration.ofNanos(1));
        assertEquals("COMMBAD", scene.stated());
        scene.accept();
        scene.logIn(UPS);
        scene.status("OL");
        assertTrue(scene.stated().contains(EVERYTHING));
    }

    @Test
    void whatWasReadAfterSleepIsNoLossLater() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);
        scene.status("OL");
        scene.forget();

        scene.passes(LinkScene.POLLING.normal());
        scene.status("OL");
        scene.passes(LinkScene.POLLING.normal());
        scene.status("OL");
        scene.passes(LinkScene.POLLING.normal());
        scene.status("OL");
        assertEquals("", scene.stated());
    }

    @Test
    void onlyTheConnectionClosedAfterSleepIsNoLoss() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);
        scene.status("OL");
        scene.forget();

        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
    }

    @Test
    void upsdThatAnswersOneOfAllQuestionsIsAskedOneByOneWithoutALoss() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.accept();
        scene.logIn(UPS);
        scene.forget();

        scene.replies("VAR ups ups.status \"OL\"");
        scene.passes(Conversation.READ_TIMEOUT);
        assertEquals("", scene.stated());
        assertEquals(
                List.of("UPS ups@host: polled one question at a time from now on:"
                        + " the first poll of all at once failed, no answer within 5 s"),
                scene.logged());
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);
        assertEquals(List.of(STATUS), scene.sent().stream().skip(3).toList());
        scene.replies(Dialogue.ONLINE.split("\n"));
        assertTrue(scene.stated().startsWith(EVERYTHING));
    }

    @Test
    void upsdThatAnswersNoPollAtAllIsALoss() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.accept();
        scene.logIn(UPS);
        scene.peerCloses();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);
        scene.forget();

        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
        assertEquals(
                List.of("UPS ups@host: no connection: connection closed by upsd; not logged again until it changes"),
                scene.logged());
    }

    @Test
    void aLaterPollThatFailsChangesNothingInHowUpsdIsAsked() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.passes(LinkScene.POLLING.normal());
        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);

        assertTrue(scene.sent().containsAll(Dialogue.POLL.lines().toList()));
    }

    @Test
    void aLoginThatFailsChangesNothingInHowUpsdIsAsked() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.accept();
        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.logIn(UPS);

        assertTrue(scene.sent().containsAll(Dialogue.POLL.lines().toList()));
    }

    @Test
    void stopDuringAPendingConnectEndsTheLinkWithoutAWord() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.prepareAttempt();

        scene.link().logOut();
        scene.acceptPrepared();
        scene.passes(Duration.ofHours(1));
        assertEquals(List.of(), scene.sent());
        assertFalse(scene.connected());
        assertEquals("", scene.stated());
        assertFalse(scene.connecting());
    }

    @Test
    void stopBeforeTheNextAddressIsTriedEndsTheLinkWithoutAWord() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();

        scene.link().logOut();
        scene.accept();
        scene.passes(Duration.ofHours(1));
        assertEquals(List.of(), scene.sent());
        assertFalse(scene.connected());
        assertEquals("", scene.stated());
    }

    @Test
    void stopDuringAPendingConnectThatFailsEndsTheLinkWithoutAWord() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();

        scene.link().logOut();
        scene.refuse("connection refused");
        scene.passes(Duration.ofHours(1));
        assertEquals("", scene.stated());
        assertEquals(List.of(), scene.logged());
        assertFalse(scene.connecting());
    }
}
