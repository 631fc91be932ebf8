// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why TLS came to nothing, in our own words. The JDK tells some causes apart by its messages only; of those, and never of
 * what a peer wrote, the name of an alert is all that is shown.
 */
final class TlsFailure {

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]{1,40})");

    private TlsFailure() {}

    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PeerRefused refused) {
                return String.valueOf(refused.getMessage());
            }
        }
        if (failure instanceof SslHandshakeTimeoutException) {
            return "no handshake within " + StartTlsHandler.HANDSHAKE_LIMIT.toSeconds() + " s";
        }
        if (failure instanceof NotSslRecordException) {
            return "what upsd sent is not TLS";
        }
        if (failure instanceof ClosedChannelException) {
            return "the connection was closed during the handshake";
        }
        return failure instanceof SSLException ? ofMessage(failure) : "failed (" + nameOf(failure) + ")";
    }

    private static String ofMessage(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        Matcher alert = ALERT.matcher(message);
        if (lower.contains("protocol_version") || lower.contains("protocol version")) {
            return "upsd speaks no version of TLS that is allowed here (TLSMIN in upsjail.conf)";
        }
        if (alert.find()) {
            return "upsd refused the handshake (alert " + alert.group(1) + ")";
        }
        if (lower.contains("closed") || lower.contains("close_notify")) {
            return "the connection was closed during the handshake";
        }
        return "the handshake failed (" + nameOf(failure) + ")";
    }

    private static String nameOf(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
