// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsRehearsalTest {

    /** The JDK speaks it no more, whatever an engine is told. */
    private static final String REFUSED = "SSLv3";

    @Test
    void aVersionThatNoHandshakeSucceedsWithIsAnError() {
        IOException failed =
                assertThrows(IOException.class, () -> TlsRehearsal.playVersions(List.of("TLSv1.3", REFUSED)));

        assertEquals("no handshake of " + REFUSED + " succeeds in this process", failed.getMessage());
    }
}
