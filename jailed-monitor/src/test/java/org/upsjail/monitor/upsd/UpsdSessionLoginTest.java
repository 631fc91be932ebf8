// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.upsjail.monitor.upsd.Dialogue.ONLINE;
import static org.upsjail.monitor.upsd.Dialogue.POLL;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpsdSessionLoginTest {

    /** The dialogue's back-off takes the shortest wait it may. */
    private static final Duration FIRST_RETRY = Backoff.FIRST_LOGIN.dividedBy(2);

    @Test
    void primaryLogsInStepByStepAndPolls() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();

        dialogue.assertSent("USERNAME user");
        dialogue.replies("OK");
        dialogue.assertSent("PASSWORD pass");
        dialogue.replies("OK");
        dialogue.assertSent("LOGIN ups");
        dialogue.assertHappened();
        dialogue.replies("OK");
        dialogue.assertHappened("login accepted");
        dialogue.assertSent("PRIMARY ups");
        dialogue.replies("OK PRIMARY-GRANTED");
        dialogue.assertSent(POLL);
        dialogue.replies(Dialogue.poll("VAR ups ups.status \"OB LB\""));
        dialogue.assertHappened("status OB LB");
    }

    @Test
    void secondaryDoesNotAskToBePrimary() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();
        dialogue.replies("OK", "OK");
        dialogue.forget();

        dialogue.replies("OK");
        dialogue.assertHappened("login accepted");
        dialogue.assertSent(POLL);
    }

    @Test
    void olderUpsdIsAskedForMaster() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        dialogue.replies("OK", "OK", "OK");
        dialogue.forget();

        dialogue.replies("ERR UNKNOWN-COMMAND");
        dialogue.assertSent("MASTER ups");
        dialogue.assertHappened();
        dialogue.replies("OK MASTER-GRANTED");
        dialogue.assertSent(POLL);
        dialogue.assertHappened();
    }

    @Test
    void hostThatMayNotBePrimaryIsToldAndPolls() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        dialogue.replies("OK", "OK", "OK");
        dialogue.forget();

        dialogue.replies("ERR ACCESS-DENIED", "ERR ACCESS-DENIED");
        dialogue.assertHappened("primary refused: ACCESS-DENIED");
        dialogue.assertSent("MASTER ups", POLL);
    }

    @Test
    void refusedUserNameIsSentAgainAfterAWhile() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();
        dialogue.forget();

        dialogue.replies("ERR INVALID-ARGUMENT");
        dialogue.assertHappened("login refused: USERNAME refused: INVALID-ARGUMENT");
        assertPollsUntilTheRetry(dialogue);
        dialogue.assertSent("USERNAME user");
        dialogue.replies("OK");
        dialogue.assertSent("PASSWORD pass");
    }

    @Test
    void refusedPasswordIsSentAgainAfterAWhile() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();
        dialogue.replies("OK");
        dialogue.forget();

        dialogue.replies("ERR INVALID-PASSWORD");
        dialogue.assertHappened("login refused: PASSWORD refused: INVALID-PASSWORD");
        assertPollsUntilTheRetry(dialogue);
        dialogue.assertSent("PASSWORD pass");
        dialogue.replies("OK");
        dialogue.assertSent("LOGIN ups");
    }

    @Test
    void refusedLoginIsTriedAgainAfterAWhile() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();
        dialogue.replies("OK", "OK");
        dialogue.forget();

        dialogue.replies("ERR ACCESS-DENIED");
        dialogue.assertHappened("login refused: LOGIN refused: ACCESS-DENIED");
        assertPollsUntilTheRetry(dialogue);
        dialogue.assertSent("LOGIN ups");
    }

    @Test
    void loginIsTriedUntilItIsAcceptedLessAndLessOften() {
        Dialogue dialogue = withoutLogin();
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            dialogue.passesAlmost(Duration.ofSeconds(seconds));
            dialogue.assertSent();
            dialogue.passes(Duration.ofNanos(1));
            dialogue.assertSent("LOGIN ups");
            dialogue.replies("ERR ACCESS-DENIED");
            dialogue.assertHappened("login refused: LOGIN refused: ACCESS-DENIED");
        }
        dialogue.passes(Backoff.LONGEST_LOGIN);
        dialogue.replies("OK");
        dialogue.assertHappened("login accepted");
        dialogue.forget();

        dialogue.passes(Backoff.LONGEST_LOGIN.multipliedBy(3));
        dialogue.assertSent();
    }

    @Test
    void lateLoginOfAPrimaryAsksToBePrimaryAndPollsNoFaster() {
        Dialogue dialogue = withoutLogin();
        dialogue.passes(FIRST_RETRY);
        dialogue.forget();

        dialogue.replies("OK");
        dialogue.assertSent("PRIMARY ups");
        dialogue.replies("OK");
        dialogue.assertSent();
    }

    /** A primary whose login was refused, and whose next poll is far away. */
    private static Dialogue withoutLogin() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.replies("OK", "OK", "ERR ACCESS-DENIED", ONLINE);
        dialogue.forget();
        return dialogue;
    }

    private static void assertPollsUntilTheRetry(Dialogue dialogue) {
        dialogue.assertSent(POLL);
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.replies(ONLINE);
        dialogue.passesAlmost(FIRST_RETRY);
        dialogue.assertSent();
        dialogue.passes(Duration.ofNanos(1));
    }
}
