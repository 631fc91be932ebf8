// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.time.Duration;

/** Constants of TLS that documents state. */
public final class TlsFigures {

    private TlsFigures() {}

    public static int mostBytesOfAnAnswer() {
        return StartTlsHandler.MAX_ANSWER_BYTES;
    }

    public static Duration limitOfAnAnswer() {
        return StartTlsHandler.ANSWER_LIMIT;
    }

    public static Duration limitOfAHandshake() {
        return StartTlsHandler.HANDSHAKE_LIMIT;
    }
}
