// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;

/** Failures in our own words: what a peer or a resolver put into an exception's message never reaches a log. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable cause) {
        Throwable real = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (real instanceof UpsdProtocolException violation) {
            return "protocol error: " + violation.getMessage();
        }
        if (real instanceof ConnectTimeoutException) {
            return "connection timed out";
        }
        if (real instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (real instanceof ConnectException) {
            return "connection refused";
        }
        return real.getClass().getSimpleName();
    }
}
