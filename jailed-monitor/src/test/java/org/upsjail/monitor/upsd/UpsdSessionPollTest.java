// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.upsd.Dialogue.ONLINE;
import static org.upsjail.monitor.upsd.Dialogue.POLL;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpsdSessionPollTest {

    private static final Duration POLLING_TIME = Duration.ofSeconds(2);

    @Test
    void nextPollIsDueAfterThePollingTime() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.passesAlmost(POLLING_TIME);
        dialogue.assertSent();
        dialogue.passes(Duration.ofNanos(1));
        dialogue.assertSent(POLL);
    }

    @Test
    void pollingTimeCountsFromTheQuestionAndNotFromItsAnswer() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.passes(POLLING_TIME);
        dialogue.forget();

        dialogue.passes(Duration.ofMillis(1500));
        dialogue.replies(ONLINE);
        dialogue.passes(Duration.ofMillis(500));
        dialogue.assertSent(POLL);
    }

    @Test
    void answerSlowerThanThePollingTimeIsFollowedByThePoll() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.passes(POLLING_TIME);
        dialogue.forget();

        dialogue.passes(Duration.ofSeconds(4));
        dialogue.assertSent();
        dialogue.replies(ONLINE);
        dialogue.passes(Duration.ZERO);
        dialogue.assertSent(POLL);
    }

    @Test
    void aPollIsNotRepeatedBeforeItsAnswer() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.passes(POLLING_TIME);
        dialogue.forget();

        dialogue.passes(Duration.ofMillis(4999));
        dialogue.assertSent();
    }

    @Test
    void pollingTimeIsAskedForAnew() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.listener().pollEvery(Duration.ofMillis(100));
        dialogue.passes(POLLING_TIME);
        dialogue.replies(ONLINE);
        dialogue.forget();

        dialogue.passes(Duration.ofMillis(100));
        dialogue.assertSent(POLL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA-STALE", "DRIVER-NOT-CONNECTED", "UNKNOWN-UPS"})
    void errorKeepsTheSessionAndItsPolls(String code) {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(("ERR " + code + "\n").repeat(4).strip());
        dialogue.assertHappened("no status: " + code);
        assertTrue(dialogue.channel().isActive());
        dialogue.passes(POLLING_TIME);
        dialogue.assertSent(POLL);
    }

    @Test
    void emptyStatusIsAStatus() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(Dialogue.poll("VAR ups ups.status \"\""));
        dialogue.assertHappened("status ");
    }

    @Test
    void namesInAnAnswerMayBeInAnyCase() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(Dialogue.poll("VAR UPS Ups.Status \"OL\""));
        dialogue.assertHappened("status OL");
    }

    @Test
    void carriageReturnsAreTaken() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.receives(ONLINE.replace("\n", "\r\n") + "\r\n");
        dialogue.assertHappened("status OL");
    }

    @Test
    void answersMayComeInPieces() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        int middle = ONLINE.length() / 2;
        dialogue.receives(ONLINE.substring(0, 10));
        dialogue.receives(ONLINE.substring(10, middle));
        dialogue.receives(ONLINE.substring(middle));
        dialogue.assertHappened();
        dialogue.receives("\n");
        dialogue.assertHappened("status OL");
    }
}
