// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.TlsVersion;

class OldVersionsTest {

    private static final String OF_THE_JDK = "SSLv3, TLSv1, TLSv1.1, RC4, DH keySize < 1024,anon";

    @Test
    void whatIsAllowedIsTakenOutAndNothingElse() {
        assertEquals(
                "SSLv3, TLSv1, RC4, DH keySize < 1024, anon",
                OldVersions.without(TlsVersion.TLS_1_1.andNewer(), OF_THE_JDK));
        assertEquals(
                "SSLv3, RC4, DH keySize < 1024, anon", OldVersions.without(TlsVersion.TLS_1_0.andNewer(), OF_THE_JDK));
    }
}
