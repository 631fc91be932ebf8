// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.MonitorLine;

/** The time in which a connection that we closed ourselves is not yet a loss, and its end. */
class UpsLinkDoubtTest {

    private static final MonitorLine UPS = Monitors.secondary();
    private static final Duration FIRST_WAIT = Backoff.FIRST.dividedBy(2);

    @Test
    void stopEndsItWithoutAWord() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();

        scene.link().logOut();
        scene.passes(Duration.ofHours(1));
        assertEquals("", scene.stated());
        assertEquals(List.of(), scene.logged());
    }

    @Test
    void aLossEndsItAndIsSaidOnce() {
        LinkScene scene = LinkScene.watching(UPS, "OL");
        scene.link().forgetAndReconnect();
        scene.passes(FIRST_WAIT);
        scene.refuse("connection refused");
        assertEquals("COMMBAD", scene.stated());
        scene.forget();

        scene.passes(UpsLink.DOUBT_LIMIT);
        assertEquals(List.of(), scene.logged());
    }

    @Test
    void sleepBeforeAConnectionStandsExcusesNoLaterLoss() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.prepareAttempt();
        scene.link().forgetAndReconnect();
        scene.acceptPrepared();
        scene.logIn(UPS);
        scene.status("OL");
        assertTrue(scene.stated().contains("COMMOK"));

        scene.peerCloses();
        assertEquals("COMMBAD", scene.stated());
    }
}
