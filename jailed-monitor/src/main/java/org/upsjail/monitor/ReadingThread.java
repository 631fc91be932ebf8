// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.upsjail.monitor.upsd.tls.TlsClient;
import org.upsjail.monitor.upsd.tls.TlsRehearsal;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;

/** Reads the configuration and, if TLS is wanted, rehearses what it needs anywhere, beside the main thread. */
final class ReadingThread {

    private final FutureTask<Configuration> reading;
    private final FutureTask<Boolean> versions;
    private final SideRehearsal<Boolean> side;

    private ReadingThread(Path file) {
        reading = new FutureTask<>(() -> ConfigurationReader.read(file, SecretPolicy.KEEP));
        versions = new FutureTask<>(() -> playVersions(reading.get()));
        side = SideRehearsal.begin("configuration", this::play);
    }

    /** To be called before this process is the account. */
    static ReadingThread begin(Path file) {
        return new ReadingThread(file);
    }

    /** Waits for it. Throws what reading it threw. */
    Configuration configuration() throws ConfigException, ExecutionException, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof ConfigException wrong) {
                throw wrong;
            }
            if (cause instanceof RuntimeException fault) {
                throw fault;
            }
            throw failed;
        }
    }

    /** Rehearses {@code client}, too, on the calling thread, and returns when all has been played and the thread is gone. */
    void awaitEndWith(TlsClient client) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        // The classes of a handshake are initialized by that thread alone; verification may go on beside.
        versions.get(SideRehearsal.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        TlsRehearsal.playClient(client);
        TlsRehearsal.playDates();
        awaitEnd();
    }

    void awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        side.awaitEnd();
    }

    private boolean play() throws IOException, InterruptedException, ExecutionException {
        reading.run();
        versions.run();
        boolean wanted = versions.get();
        if (wanted) {
            TlsRehearsal.playVerification();
        }
        return wanted;
    }

    private static boolean playVersions(Configuration configuration) throws IOException {
        boolean wanted = TlsClient.wanted(configuration);
        if (wanted) {
            TlsRehearsal.playVersions(TlsClient.versions(configuration));
        }
        return wanted;
    }
}
