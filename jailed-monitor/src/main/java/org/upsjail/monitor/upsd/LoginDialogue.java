// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import org.upsjail.monitor.upsd.SessionTimers.Timer;
import org.upsjail.monitor.upsd.UpsdCommand.Kind;
import org.upsjail.protocol.config.MonitorLine;

/**
 * USERNAME, PASSWORD, LOGIN, and PRIMARY (MASTER at an older upsd), one after the other. A step that is refused is tried
 * again with back-off: a wrong password or a UPS not yet known may be accepted after upsd's reload.
 */
final class LoginDialogue {

    private final Conversation conversation;
    private final MonitorLine monitor;
    private final String ups;
    private final UpsdSessionListener listener;
    private final Backoff backoff;
    private final Runnable tried;
    private boolean loggedIn;

    /** @param tried runs after each try, with or without success */
    LoginDialogue(
            Conversation conversation,
            MonitorLine monitor,
            UpsdSessionListener listener,
            Backoff backoff,
            Runnable tried) {
        this.conversation = conversation;
        this.monitor = monitor;
        this.ups = monitor.address().upsName();
        this.listener = listener;
        this.backoff = backoff;
        this.tried = tried;
    }

    void begin() {
        giveUserName();
    }

    /** Whether upsd counts this connection among the logins of the UPS. */
    boolean loggedIn() {
        return loggedIn;
    }

    private void giveUserName() {
        conversation.ask(UpsdCommand.userName(monitor.userName()), reply -> {
            if (accepted(reply, Kind.USERNAME, this::giveUserName)) {
                givePassword();
            }
        });
    }

    private void givePassword() {
        conversation.ask(UpsdCommand.password(monitor.password()), reply -> {
            if (accepted(reply, Kind.PASSWORD, this::givePassword)) {
                logIn();
            }
        });
    }

    private void logIn() {
        conversation.ask(UpsdCommand.about(Kind.LOGIN, ups), reply -> {
            if (accepted(reply, Kind.LOGIN, this::logIn)) {
                enter();
            }
        });
    }

    private boolean accepted(UpsdReply reply, Kind step, Runnable again) throws UpsdProtocolException {
        reply.requireOkOrError();
        if (reply.isOk()) {
            return true;
        }
        listener.loginRefused(step + " refused: " + reply.errorCode());
        conversation.timers().set(Timer.LOGIN, backoff.next(), again);
        tried.run();
        return false;
    }

    private void enter() {
        loggedIn = true;
        backoff.reset();
        listener.loginAccepted();
        if (monitor.isPrimary()) {
            askToBe(Kind.PRIMARY);
        } else {
            tried.run();
        }
    }

    private void askToBe(Kind role) {
        conversation.ask(UpsdCommand.about(role, ups), reply -> {
            reply.requireOkOrError();
            if (reply.isError() && role == Kind.PRIMARY) {
                askToBe(Kind.MASTER);
                return;
            }
            if (reply.isError()) {
                listener.primaryRefused(reply.errorCode());
            }
            tried.run();
        });
    }
}
