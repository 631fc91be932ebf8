// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.upsd.Dialogue.ONLINE;
import static org.upsjail.monitor.upsd.Dialogue.POLL;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpsdSessionForcedShutdownTest {

    private static final String COUNT_QUESTION = "GET NUMLOGINS ups";

    @Test
    void orderedAfterTheLoginItIsSetAtOnce() {
        Dialogue dialogue = polling();

        dialogue.session().orderForcedShutdown();
        dialogue.assertSent("FSD ups");
        dialogue.replies("OK FSD-SET");
        dialogue.assertHappened("FSD set");
        dialogue.assertSent(COUNT_QUESTION);
    }

    @Test
    void orderedBeforeTheConnectionItIsSetAfterTheLogin() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.session().orderForcedShutdown();

        dialogue.connected().assertSent("USERNAME user");
        dialogue.replies("OK", "OK", "OK");
        dialogue.assertSent("PASSWORD pass", "LOGIN ups", "PRIMARY ups");
        dialogue.replies("OK");
        dialogue.assertSent(POLL, "FSD ups");
        dialogue.replies(ONLINE, "OK FSD-SET");
        dialogue.assertHappened("login accepted", "status OL", "FSD set");
    }

    @Test
    void orderedDuringTheLoginItIsSetAfterIt() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        dialogue.replies("OK");
        dialogue.forget();

        dialogue.session().orderForcedShutdown();
        dialogue.assertSent();
        dialogue.replies("OK", "OK", "OK");
        dialogue.assertSent("LOGIN ups", "PRIMARY ups", POLL, "FSD ups");
    }

    @Test
    void orderedTwiceItIsSetOnce() {
        Dialogue dialogue = polling();

        dialogue.session().orderForcedShutdown();
        dialogue.session().orderForcedShutdown();
        dialogue.assertSent("FSD ups");
        dialogue.replies("OK FSD-SET");
        dialogue.session().orderForcedShutdown();
        dialogue.assertSent(COUNT_QUESTION);
    }

    @Test
    void withoutLoginItIsTriedAllTheSame() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.session().orderForcedShutdown();
        dialogue.connected().replies("OK", "OK");
        dialogue.forget();

        dialogue.replies("ERR ACCESS-DENIED");
        dialogue.assertSent(POLL, "FSD ups");
    }

    @Test
    void refusedItIsSaidAndTheLoginsAreStillCounted() {
        Dialogue dialogue = polling();
        dialogue.session().orderForcedShutdown();
        dialogue.forget();

        dialogue.replies("ERR ACCESS-DENIED");
        dialogue.assertHappened("FSD refused: ACCESS-DENIED");
        dialogue.assertSent(COUNT_QUESTION);
    }

    @Test
    void refusedItIsTriedAgainAndSaidOnce() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.session().orderForcedShutdown();
        dialogue.connected().replies("OK", "OK", "OK", "OK", ONLINE, "ERR DATA-STALE", "NUMLOGINS ups 1");
        dialogue.forget();

        dialogue.passes(ForcedShutdown.AGAIN);
        dialogue.assertSent("FSD ups");
        dialogue.replies("ERR DATA-STALE");
        dialogue.assertHappened();
        dialogue.passes(ForcedShutdown.AGAIN);
        dialogue.assertSent("FSD ups");
        dialogue.replies("OK FSD-SET");
        dialogue.assertHappened("FSD set");
        dialogue.passes(ForcedShutdown.AGAIN);
        dialogue.assertSent();
    }

    @Test
    void refusedForWantOfALoginItIsSetWithTheNext() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.session().orderForcedShutdown();
        dialogue.connected().replies("OK", "OK", "ERR UNKNOWN-UPS", ONLINE, "ERR UNKNOWN-UPS", "NUMLOGINS ups 0");
        dialogue.forget();

        dialogue.passes(Backoff.LONGEST_LOGIN);
        dialogue.replies("OK", "OK");
        dialogue.assertSent("LOGIN ups", "FSD ups", "PRIMARY ups");
    }

    @Test
    void setWithALoginNoFurtherTryIsPending() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.session().orderForcedShutdown();
        dialogue.connected().replies("OK", "OK", "ERR UNKNOWN-UPS", ONLINE, "ERR UNKNOWN-UPS", "NUMLOGINS ups 0");

        dialogue.passes(Backoff.FIRST_LOGIN.dividedBy(2));
        dialogue.replies("OK", "OK FSD-SET", "OK");
        long nanosToTheNextTask = dialogue.channel().runScheduledPendingTasks();
        assertTrue(nanosToTheNextTask > ForcedShutdown.AGAIN.toNanos(), nanosToTheNextTask + " ns");
    }

    @Test
    void setItIsNotSetAgainAfterALaterLogin() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.session().orderForcedShutdown();
        dialogue.connected().replies("OK", "OK", "ERR ACCESS-DENIED", ONLINE, "OK FSD-SET", "NUMLOGINS ups 0");
        dialogue.forget();

        dialogue.passes(Backoff.LONGEST_LOGIN);
        dialogue.replies("OK", "OK");
        dialogue.assertSent("LOGIN ups", "PRIMARY ups");
    }

    @Test
    void loginsAreCountedUntilNobodyElseIsThere() {
        Dialogue dialogue = countingLogins();

        dialogue.replies("NUMLOGINS ups 3");
        dialogue.passesAlmost(ForcedShutdown.LOGINS_POLL);
        dialogue.assertSent();
        dialogue.passes(Duration.ofNanos(1));
        dialogue.assertSent(COUNT_QUESTION);
        dialogue.replies("NUMLOGINS ups 2");
        dialogue.passes(ForcedShutdown.LOGINS_POLL);
        dialogue.assertHappened();
        dialogue.assertSent(COUNT_QUESTION);
        dialogue.replies("NUMLOGINS ups 1");
        dialogue.assertHappened("alone");
        dialogue.passes(Duration.ofSeconds(1));
        dialogue.assertSent();
    }

    @Test
    void withoutALoginOfOurOwnTheOneCountedIsAnother() {
        Dialogue dialogue = new Dialogue(Monitors.primary());
        dialogue.session().orderForcedShutdown();
        dialogue.connected().replies("OK", "OK", "ERR ACCESS-DENIED", ONLINE, "OK FSD-SET");
        dialogue.forget();

        dialogue.replies("NUMLOGINS ups 1");
        dialogue.assertHappened();
        dialogue.passes(ForcedShutdown.LOGINS_POLL);
        dialogue.replies("NUMLOGINS ups 0");
        dialogue.assertHappened("alone");
    }

    @Test
    void anErrorInsteadOfACountIsAskedAgain() {
        Dialogue dialogue = countingLogins();

        dialogue.replies("ERR DRIVER-NOT-CONNECTED");
        dialogue.assertHappened();
        assertTrue(dialogue.channel().isActive());
        dialogue.passes(ForcedShutdown.LOGINS_POLL);
        dialogue.assertSent(COUNT_QUESTION);
    }

    @Test
    void aCountOfAnotherUpsEndsTheSession() {
        Dialogue dialogue = countingLogins();

        dialogue.replies("NUMLOGINS other 1");
        dialogue.assertHappened("closed: protocol error: an answer that is not the login count asked for");
    }

    @Test
    void anAnswerToFsdThatIsNeitherOkNorErrorEndsTheSession() {
        Dialogue dialogue = polling();
        dialogue.session().orderForcedShutdown();

        dialogue.replies(ONLINE);
        dialogue.assertHappened("closed: protocol error: an answer that is neither OK nor ERR");
    }

    @Test
    void ordersRepeatedAfterRefusalsDoNotMultiplyTheCounting() {
        Dialogue dialogue = polling();
        dialogue.session().orderForcedShutdown();
        dialogue.replies("ERR ACCESS-DENIED", "NUMLOGINS ups 2");
        for (int order = 0; order < 5; order++) {
            dialogue.session().orderForcedShutdown();
            dialogue.replies("ERR ACCESS-DENIED");
        }
        dialogue.forget();

        dialogue.passes(ForcedShutdown.LOGINS_POLL);
        dialogue.assertSent(COUNT_QUESTION);
    }

    @Test
    void pollsGoOnWhileLoginsAreCounted() {
        Dialogue dialogue = countingLogins();
        dialogue.replies("NUMLOGINS ups 2");
        dialogue.passes(Duration.ofSeconds(2));

        dialogue.assertSent(COUNT_QUESTION, POLL);
        dialogue.replies("NUMLOGINS ups 2", Dialogue.poll("VAR ups ups.status \"FSD OL\""));
        dialogue.assertHappened("status FSD OL");
    }

    private static Dialogue polling() {
        return Dialogue.polling(Monitors.primary());
    }

    private static Dialogue countingLogins() {
        Dialogue dialogue = polling();
        dialogue.session().orderForcedShutdown();
        dialogue.replies("OK FSD-SET");
        dialogue.forget();
        return dialogue;
    }
}
