// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.upsd.Dialogue.ONLINE;
import static org.upsjail.monitor.upsd.Dialogue.POLL;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one poll asks for, and that it is one. */
class UpsPollTest {

    private static final Duration POLLING_TIME = Duration.ofSeconds(2);
    private static final String NONE = "ERR VAR-NOT-SUPPORTED";

    @Test
    void pipelinedPollIsOneWrite() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.passes(POLLING_TIME);
        assertEquals(1, dialogue.writes());
        dialogue.assertSent(POLL);
    }

    @Test
    void pollIsToldWhenItsLastAnswerIsIn() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies("VAR ups ups.status \"ALARM OL\"", "VAR ups ups.alarm \"Fan \\\"A\\\" failed\"", NONE);
        dialogue.assertHappened();
        dialogue.replies("VAR ups experimental.ups.mode.buzzwords \"vendor:x:HE\"");
        dialogue.assertHappened("status ALARM OL, alarm Fan \"A\" failed, mode [vendor:x:HE]");
    }

    @Test
    void bothNamesOfTheBuzzwordsAreRead() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(
                "VAR ups ups.status \"OL\"",
                NONE,
                "VAR ups ups.mode.buzzwords \"a\"",
                "VAR ups experimental.ups.mode.buzzwords \"b\"");
        dialogue.assertHappened("status OL, mode [a, b]");
    }

    @Test
    void valuesOfAPollAreNotThoseOfTheNext() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());
        dialogue.replies("VAR ups ups.status \"ALARM OL\"", "VAR ups ups.alarm \"a\"", NONE, NONE);
        dialogue.passes(POLLING_TIME);
        dialogue.forget();

        dialogue.replies(Dialogue.poll("VAR ups ups.status \"ALARM OL\""));
        dialogue.assertHappened("status ALARM OL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAR-NOT-SUPPORTED", "UNKNOWN-COMMAND", "INVALID-ARGUMENT", "ACCESS-DENIED"})
    void whatUpsdRefusesBesideTheStatusIsAbsent(String code) {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies("VAR ups ups.status \"OL\"", "ERR " + code, "ERR " + code, "ERR " + code);
        dialogue.assertHappened("status OL");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dataThatGrowsStaleDuringAPollSpoilsItWhole(boolean pipelined) {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary(), pipelined);

        dialogue.replies("VAR ups ups.status \"ALARM OL\"", "ERR DATA-STALE");
        if (pipelined) {
            dialogue.assertHappened();
            dialogue.replies("ERR DATA-STALE", "ERR DATA-STALE");
        }
        dialogue.assertHappened("no status: DATA-STALE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VAR ups ups.status \"OL\"",
                "VAR ups ups.mode.buzzwords \"\"",
                "VAR other ups.alarm \"\"",
                "OK",
            })
    void aWrongAnswerToALaterQuestionEndsTheSessionAndNothingOfThePollIsTold(String answer) {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies("VAR ups ups.status \"OL\"", answer);
        dialogue.assertHappened("closed: protocol error: an answer that is not the ups.alarm asked for");
    }

    @Test
    void answersThatDripHaveTogetherTheTimeOfOne() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.passes(Duration.ofSeconds(4));
        dialogue.replies("VAR ups ups.status \"OL\"");
        dialogue.passes(Duration.ofSeconds(1));
        dialogue.assertHappened("closed: no answer within 5 s");
    }

    @Test
    void inLockStepEachQuestionWaitsForTheAnswerBeforeIt() {
        Dialogue dialogue = new Dialogue(Monitors.secondary(), false).connected();
        dialogue.replies("OK", "OK");
        dialogue.forget();

        dialogue.replies("OK");
        dialogue.assertSent("GET VAR ups ups.status");
        dialogue.replies("VAR ups ups.status \"ALARM OL\"");
        dialogue.assertSent("GET VAR ups ups.alarm");
        dialogue.replies("VAR ups ups.alarm \"a\"");
        dialogue.assertSent("GET VAR ups ups.mode.buzzwords");
        dialogue.replies(NONE);
        dialogue.assertSent("GET VAR ups experimental.ups.mode.buzzwords");
        dialogue.replies("VAR ups experimental.ups.mode.buzzwords \"vendor:x:HE\"");
        dialogue.assertHappened("login accepted", "status ALARM OL, alarm a, mode [vendor:x:HE]");
        dialogue.passes(POLLING_TIME);
        dialogue.assertSent("GET VAR ups ups.status");
    }

    @Test
    void inLockStepNothingMoreIsAskedWithoutAStatus() {
        Dialogue dialogue = new Dialogue(Monitors.secondary(), false).connected();
        dialogue.replies("OK", "OK", "OK");
        dialogue.forget();

        dialogue.replies("ERR UNKNOWN-UPS");
        dialogue.assertHappened("no status: UNKNOWN-UPS");
        dialogue.assertSent();
        dialogue.passes(POLLING_TIME);
        dialogue.assertSent("GET VAR ups ups.status");
    }

    @Test
    void firstPollIsUnansweredFromItsQuestionToItsLastAnswer() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();
        dialogue.replies("OK", "OK");
        assertFalse(dialogue.session().firstPollUnanswered());
        dialogue.replies("OK", "VAR ups ups.status \"OL\"", NONE, NONE);
        assertTrue(dialogue.session().firstPollUnanswered());
        dialogue.replies(NONE);
        assertFalse(dialogue.session().firstPollUnanswered());
        dialogue.passes(POLLING_TIME);
        assertFalse(dialogue.session().firstPollUnanswered());
        dialogue.replies(ONLINE);
    }
}
