// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads what a command prints, on a thread of its own: keeps the beginning, lets the rest pass. */
final class OutputKeeper {

    /** A screenful: enough for the error message of a script. */
    static final int MAX_BYTES = 4096;

    /** What was printed before the exit is in the pipe when reading begins; who holds the pipe on has no more to say of it. */
    private static final Duration MAX_BEHIND = Duration.ofMillis(50);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final InputStream output;
    private final Runnable end;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @param end runs when the last process that held the pipe has closed it */
    OutputKeeper(InputStream output, String threadName, Runnable end) {
        this.output = output;
        this.end = end;
        Thread thread = new Thread(this::read, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** What was kept so far. A process that was left behind may still hold the pipe; it is not waited for. */
    String text() {
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /** Completes when all was read, or soon where a process that was left behind holds the pipe. */
    CompletableFuture<Void> readToItsEnd() {
        return begun.thenCompose(
                reading -> ended.copy().completeOnTimeout(null, MAX_BEHIND.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void read() {
        begun.complete(null);
        readAll();
        ended.complete(null);
        end.run();
    }

    private void readAll() {
        byte[] buffer = new byte[1024];
        try (output) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, Math.min(count, MAX_BYTES - kept.size()));
                }
            }
        } catch (IOException gone) {
            // The command has ended.
        }
    }
}
