// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NsSwitchTest {

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "hosts: files dns, false",
        "'hosts:\tfiles dns # mdns', false",
        "hosts: dns [!UNAVAIL=return] files, false",
        "hosts:, false",
        "passwd: files systemd, false",
        "#hosts: files mdns, false",
        "hosts: files mdns4_minimal [NOTFOUND=return] dns, true",
        "hosts: files dns myhostname, true",
        "'  hosts: files  resolve [!UNAVAIL=return] dns', true"
    })
    void sourcesBesideFilesAndDnsAreSeen(String line, boolean more) {
        assertEquals(more, NsSwitch.knowsMore(List.of("group: files", line)));
    }
}
