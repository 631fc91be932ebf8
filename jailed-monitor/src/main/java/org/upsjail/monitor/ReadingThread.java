// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.upsjail.monitor.upsd.tls.TlsClient;
import org.upsjail.monitor.upsd.tls.TlsRehearsal;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.FutureConfiguration;
import org.upsjail.protocol.config.SecretPolicy;

/** Reads the configuration and, if TLS is wanted, rehearses what it needs anywhere, beside the main thread. */
final class ReadingThread {

    private final FutureConfiguration configuration;
    private final FutureTask<Optional<TlsRehearsal>> versions = new FutureTask<>(this::playVersions);
    private final SideRehearsal<Boolean> side;

    private ReadingThread(Path file) {
        configuration = new FutureConfiguration(file, SecretPolicy.KEEP);
        side = SideRehearsal.begin("configuration", this::play);
    }

    /** To be called before this process is the account. */
    static ReadingThread begin(Path file) {
        return new ReadingThread(file);
    }

    /** Waits for it. Throws what reading it threw. */
    Configuration configuration() throws ConfigException, InterruptedException {
        return configuration.get();
    }

    /** Rehearses {@code client}, too, on the calling thread, and returns when all has been played and the thread is gone. */
    void awaitEndWith(Optional<TlsClient> client)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        // The classes of a handshake are initialized by that thread alone; verification may go on beside.
        Optional<TlsRehearsal> tls = versions.get(SideRehearsal.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (tls.isPresent() && client.isPresent()) {
            tls.get().playClient(client.get());
        }
        side.awaitEnd();
    }

    private boolean play() throws InterruptedException, ExecutionException {
        configuration.run();
        versions.run();
        versions.get().ifPresent(TlsRehearsal::playVerification);
        return true;
    }

    private Optional<TlsRehearsal> playVersions() throws ConfigException, IOException, InterruptedException {
        Configuration read = configuration.get();
        return TlsClient.wanted(read)
                ? Optional.of(TlsRehearsal.playVersions(TlsClient.versions(read)))
                : Optional.empty();
    }
}
