// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBuf;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
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
    private final String words;
    private final @Nullable Secret secret;

    private UpsdCommand(Kind kind, String words) {
        this(kind, words, null);
    }

    private UpsdCommand(Kind kind, String words, @Nullable Secret secret) {
        this.kind = kind;
        this.words = words;
        this.secret = secret;
    }

    static UpsdCommand userName(String userName) {
        return new UpsdCommand(Kind.USERNAME, "USERNAME " + UpsdWords.quoted(userName));
    }

    static UpsdCommand password(Secret secret) {
        return new UpsdCommand(Kind.PASSWORD, "PASSWORD ", secret);
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

    /** Whether what is written is not for other eyes, and to be wiped once it has left. */
    boolean isSecret() {
        return secret != null;
    }

    /** With its LF. */
    void writeTo(ByteBuf line) {
        line.writeCharSequence(words, StandardCharsets.US_ASCII);
        if (secret != null) {
            char[] value = secret.copyOfValue();
            UpsdWords.quote(CharBuffer.wrap(value), line::writeByte);
            Arrays.fill(value, '\0');
        }
        line.writeByte('\n');
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
