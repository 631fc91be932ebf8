// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.NameServer;

/** This host's own files, whatever they say. */
class NameSourcesTest {

    private static NameSources withServers(NameServer... servers) throws InterruptedException {
        return NameSources.ofThisHost(List.of("192.0.2.1"), List.of(servers), Runnable::run, line -> {});
    }

    @Test
    void nameserversOfTheConfigurationAreAskedInsteadOfThoseOfTheHost() throws Exception {
        assertEquals(
                "[/192.0.2.9:53, /192.0.2.10:5353]",
                withServers(new NameServer("192.0.2.9", 53), new NameServer("192.0.2.10", 5353))
                        .dns()
                        .servers()
                        .toString());
    }

    @Test
    void withoutThemThoseOfTheHostAreAsked() throws Exception {
        assertEquals(
                NameFiles.ofThisHost(line -> {}).resolvConf().servers(),
                withServers().dns().servers());
    }
}
