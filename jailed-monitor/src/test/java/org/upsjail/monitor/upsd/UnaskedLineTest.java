// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.upsjail.monitor.upsd.Dialogue.ONLINE;
import static org.upsjail.monitor.upsd.Dialogue.POLL;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A line that was there before its question is an answer to nothing. */
class UnaskedLineTest {

    private static final String CLOSED = "closed: protocol error: an answer nobody asked for";
    private static final Duration POLLING_TIME = Duration.ofSeconds(2);

    @Test
    void aSecondOkBehindTheAnswerIsNotTheAnswerToTheNextCommand() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();

        dialogue.receives("OK\nOK\n");
        dialogue.assertSent("USERNAME user");
        dialogue.assertHappened(CLOSED);
    }

    @Test
    void aWholeLoginSaidInAdvanceIsRefused() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();

        dialogue.receives("OK\nOK\nOK\nOK\n" + ONLINE + "\n");
        dialogue.assertHappened(CLOSED);
    }

    @Test
    void aStormOfErrorsIsRefusedAtItsSecondLine() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();

        dialogue.receives("ERR ACCESS-DENIED\n".repeat(100));
        dialogue.assertHappened("login refused: USERNAME refused: ACCESS-DENIED", CLOSED);
    }

    @Test
    void aLineBehindAPollIsRefusedThoughThePollIsBelieved() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.receives(ONLINE + "\nVAR ups ups.status \"FSD OB LB\"\n");
        dialogue.assertHappened("status OL", CLOSED);
    }

    @Test
    void theBeginningOfALineBehindAPollIsRefused() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.receives(ONLINE + "\nVAR ups ups.sta");
        dialogue.assertHappened("status OL", CLOSED);
    }

    @Test
    void aLineBegunBehindAnAnswerIsNotTheAnswerToTheNextCommand() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();

        dialogue.receives("OK\nO");
        dialogue.assertHappened(CLOSED);
        assertFalse(dialogue.channel().isActive());
    }

    @Test
    void aLineBetweenTwoPollsIsRefused() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.replies("VAR ups ups.status \"OB\"");
        dialogue.assertHappened(CLOSED);
    }

    @Test
    void theBeginningOfALineBetweenTwoPollsIsRefused() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.receives("V");
        dialogue.assertHappened(CLOSED);
    }

    @Test
    void inLockStepALineBehindAnAnswerIsNotTheNextOfThePoll() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary(), false);

        dialogue.receives("VAR ups ups.status \"OL\"\nERR VAR-NOT-SUPPORTED\n");
        dialogue.assertHappened(CLOSED);
    }

    @Test
    void theFirstLinesOfAPipelinedPollMayComeWithTheBeginningOfTheNext() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.passes(POLLING_TIME);
        dialogue.assertSent(POLL);

        int cut = ONLINE.indexOf('\n') + 3;
        dialogue.receives(ONLINE.substring(0, cut));
        dialogue.receives(ONLINE.substring(cut) + "\n");
        dialogue.assertHappened("status OL");
    }
}
