// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, 'TLSv1,TLSv1.1,TLSv1.2,TLSv1.3'",
        "1.1, 'TLSv1.1,TLSv1.2,TLSv1.3'",
        "1.2, 'TLSv1.2,TLSv1.3'",
        "1.3, 'TLSv1.3'"
    })
    void theOldestThatIsAllowedIsAmongThoseThatAreAndNoneOlder(String oldest, String allowed) {
        assertEquals(
                List.of(allowed.split(",")),
                TlsVersion.ofNumber(oldest).orElseThrow().andNewer());
    }
}
