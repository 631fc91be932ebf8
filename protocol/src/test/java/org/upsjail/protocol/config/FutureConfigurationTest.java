// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
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

    @Test
    void whoWaitsGetsAnErrorOfTheJvmAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("an error");

        assertSame(error, assertThrows(OutOfMemoryError.class, () -> failing(error)));
    }

    @Test
    void whoWaitsGetsAnythingElseAsTheCauseOfAFault() {
        IOException cause = new IOException("no ConfigException");

        assertSame(
                cause,
                assertThrows(IllegalStateException.class, () -> failing(cause)).getCause());
    }

    private static Configuration failing(Throwable why) throws ConfigException, InterruptedException {
        FutureConfiguration future = new FutureConfiguration(() -> {
            if (why instanceof Error error) {
                throw error;
            }
            throw (Exception) why;
        });
        future.run();
        return future.get();
    }
}
