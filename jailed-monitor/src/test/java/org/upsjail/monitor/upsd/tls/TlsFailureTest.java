// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a failure, in our own words. */
class TlsFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Received fatal alert: unknown_ca              | upsd refused the handshake (alert unknown_ca)",
                "Received fatal alert: protocol_version        | upsd speaks no version of TLS that is allowed here"
                        + " (TLSMIN in upsjail.conf)",
                "The server selected protocol version TLS10    | upsd speaks no version of TLS that is allowed here"
                        + " (TLSMIN in upsjail.conf)",
                "Connection Closed by peer                     | the connection was closed during the handshake",
                "closing inbound before receiving close_notify | the connection was closed during the handshake",
                "words of a peer                               | the handshake failed (SSLException)",
            })
    void messageOfTheJdkIsToldInOurWords(String message, String said) {
        assertEquals(said, TlsFailure.reason(new SSLException(message)));
    }

    @Test
    void anyOtherFailureIsNamedByItsKindOnly() {
        assertEquals("failed (IOException)", TlsFailure.reason(new IOException("words of a peer")));
    }
}
