// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.MonitorLine;

/** The waits between refused logins, over more than one connection. */
class UpsLinkLoginTest {

    private static final MonitorLine UPS = Monitors.secondary();
    private static final Duration FIRST_WAIT = Backoff.FIRST.dividedBy(2);
    private static final Duration FIRST_LOGIN_WAIT = Backoff.FIRST_LOGIN.dividedBy(2);

    @Test
    void refusedLoginsAreSpacedOverReconnectsToo() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.accept();
        scene.replies("OK", "OK", "ERR ACCESS-DENIED", Dialogue.ONLINE);
        scene.peerCloses();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.replies("OK", "OK", "ERR ACCESS-DENIED");
        scene.forget();

        scene.passes(Backoff.FIRST_LOGIN.minusNanos(1));
        assertEquals(List.of(), scene.sent());
        scene.passes(Duration.ofNanos(1));
        assertEquals(List.of("LOGIN ups"), scene.sent());
    }

    @Test
    void anAcceptedLoginBeginsTheWaitsAnew() {
        LinkScene scene = new LinkScene(UPS);
        scene.link().open();
        scene.accept();
        scene.replies("OK", "OK", "ERR ACCESS-DENIED", Dialogue.ONLINE);
        scene.passes(FIRST_LOGIN_WAIT);
        scene.replies("OK");
        scene.peerCloses();
        scene.passes(FIRST_WAIT);
        scene.accept();
        scene.replies("OK", "OK", "ERR ACCESS-DENIED");
        scene.forget();

        scene.passes(FIRST_LOGIN_WAIT);
        assertEquals(List.of("LOGIN ups"), scene.sent());
    }
}
