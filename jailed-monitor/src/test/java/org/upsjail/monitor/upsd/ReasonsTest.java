// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void violationIsTakenOutOfNettysException() {
        assertEquals(
                "protocol error: an empty line",
                Reasons.of(new DecoderException(new UpsdProtocolException("an empty line"))));
    }

    @Test
    void failuresToConnectAreToldApart() {
        assertEquals("connection timed out", Reasons.of(new ConnectTimeoutException("x")));
        assertEquals("no route to host", Reasons.of(new NoRouteToHostException("x")));
        assertEquals("connection refused", Reasons.of(new ConnectException("x")));
    }

    @Test
    void messagesOfOthersAreNotShown() {
        assertEquals("IOException", Reasons.of(new IOException("bytes of the peer")));
        assertEquals("DecoderException", Reasons.of(new DecoderException("bytes of the peer")));
    }
}
