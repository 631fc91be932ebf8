// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.nio.CharBuffer;
import java.util.Arrays;
import org.upsjail.protocol.config.Secret;

/** A line we send, and what its answer will be about. Its text is never shown: it may hold a password. */
final class UpsdCommand {

    /** What was asked. */
    enum Kind {
        USERNAME,
        PASSWORD,
        LOGIN,
        PRIMARY,
        MASTER,
        VARIABLE,
        NUMLOGINS,
        FSD,
        LOGOUT
    }

    private final Kind kind;
    private final String line;

    private UpsdCommand(Kind kind, String line) {
        this.kind = kind;
        this.line = line;
    }

    static UpsdCommand userName(String userName) {
        return new UpsdCommand(Kind.USERNAME, "USERNAME " + UpsdWords.quoted(userName));
    }

    static UpsdCommand password(Secret secret) {
        char[] password = secret.copyOfValue();
        try {
            return new UpsdCommand(Kind.PASSWORD, "PASSWORD " + UpsdWords.quoted(CharBuffer.wrap(password)));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** A command whose only argument is the UPS: LOGIN, PRIMARY, MASTER or FSD. */
    static UpsdCommand about(Kind kind, String ups) {
        return new UpsdCommand(kind, kind + " " + UpsdWords.quoted(ups));
    }

    static UpsdCommand getVariable(String ups, UpsVariable variable) {
        return new UpsdCommand(Kind.VARIABLE, "GET VAR " + UpsdWords.quoted(ups) + " " + variable.wireName());
    }

    static UpsdCommand getLogins(String ups) {
        return new UpsdCommand(Kind.NUMLOGINS, "GET NUMLOGINS " + UpsdWords.quoted(ups));
    }

    static UpsdCommand logout() {
        return new UpsdCommand(Kind.LOGOUT, "LOGOUT");
    }

    Kind kind() {
        return kind;
    }

    /** With its LF. */
    String line() {
        return line + "\n";
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
