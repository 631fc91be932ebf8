// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.upsjail.monitor.upsd.SessionTimers.Timer;
import org.upsjail.monitor.upsd.UpsdCommand.Kind;

/** FSD, and then counting the logins until nobody else is there. */
final class ForcedShutdown {

    /** upsmon asks for NUMLOGINS every 250 ms while it waits for secondaries. */
    static final Duration LOGINS_POLL = Duration.ofMillis(250);

    /** A upsd whose data are stale takes none; several times within the shortest HOSTSYNC of use, and no flood. */
    static final Duration AGAIN = Duration.ofSeconds(2);

    private final Conversation conversation;
    private final String ups;
    private final UpsdSessionListener listener;
    private final BooleanSupplier loggedIn;
    private boolean asked;
    private boolean counting;
    private String refusal = "";

    /** @param loggedIn whether one of the logins upsd counts is our own */
    ForcedShutdown(Conversation conversation, String ups, UpsdSessionListener listener, BooleanSupplier loggedIn) {
        this.conversation = conversation;
        this.ups = ups;
        this.listener = listener;
        this.loggedIn = loggedIn;
    }

    /** Nothing while upsd has not refused the FSD it was asked for before. */
    void set() {
        if (!asked) {
            asked = true;
            conversation.ask(UpsdCommand.about(Kind.FSD, ups), this::answered);
        }
    }

    private void answered(UpsdReply reply) throws UpsdProtocolException {
        reply.requireOkOrError();
        if (reply.isError()) {
            refused(reply.errorCode());
        } else {
            conversation.timers().cancel(Timer.FSD_AGAIN);
            listener.forcedShutdownSet();
        }
        if (!counting) {
            counting = true;
            askLogins();
        }
    }

    private void refused(String code) {
        asked = false;
        conversation.timers().set(Timer.FSD_AGAIN, AGAIN, this::set);
        if (!code.equals(refusal)) {
            refusal = code;
            listener.forcedShutdownRefused(code);
        }
    }

    private void askLogins() {
        conversation.ask(UpsdCommand.getLogins(ups), this::answeredLogins);
    }

    /** An error may pass; once nobody else is logged in there is nothing more to wait for. */
    private void answeredLogins(UpsdReply reply) throws UpsdProtocolException {
        boolean othersLeft = true;
        if (!reply.isError()) {
            int logins = reply.logins(ups)
                    .orElseThrow(() -> new UpsdProtocolException("an answer that is not the login count asked for"));
            othersLeft = logins > (loggedIn.getAsBoolean() ? 1 : 0);
        }
        if (othersLeft) {
            conversation.timers().set(Timer.LOGINS_COUNT, LOGINS_POLL, this::askLogins);
        } else {
            listener.nobodyElseLoggedIn();
        }
    }
}
