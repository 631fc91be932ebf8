// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FutureConfigurationTest {

    @TempDir
    private Path directory;

    /** A file of the JDK's image, which has no channel. */
    @Test
    void whoWaitsGetsAFaultAsWhoReadsDoes() {
        Path unreadable = Path.of(URI.create("jrt:/java.base/module-info.class"));
        FutureConfiguration future = new FutureConfiguration(unreadable, SecretPolicy.DROP);
        new Thread(future, "configuration").start();

        assertThrows(UnsupportedOperationException.class, future::get);
    }

    @Test
    void whoWaitsGetsWhatIsWrongWithTheFile() {
        Path missing = directory.resolve("upsmon.conf");
        FutureConfiguration future = new FutureConfiguration(missing, SecretPolicy.DROP);
        new Thread(future, "configuration").start();

        ConfigException here =
                assertThrows(ConfigException.class, () -> ConfigurationReader.read(missing, SecretPolicy.DROP));
        ConfigException there = assertThrows(ConfigException.class, future::get);
        assertEquals(here.problems().toString(), there.problems().toString());
    }
}
