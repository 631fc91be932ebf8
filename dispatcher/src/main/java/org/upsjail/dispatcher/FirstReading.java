// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.upsjail.protocol.config.ConfigException;

/** {@link PolicyReader#read} on a thread of its own: in a cold JVM it takes as long as all else before it is needed. */
final class FirstReading {

    private final FutureTask<Policies> reading;

    private FirstReading(PolicyReader reader) {
        reading = new FutureTask<>(reader::read);
    }

    static FirstReading begin(PolicyReader reader) {
        FirstReading begun = new FirstReading(reader);
        Thread thread = new Thread(begun.reading, "configuration");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /** Waits for it. Throws what {@link PolicyReader#read} throws. */
    Policies policies() throws ConfigException, Refusal, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof ConfigException wrong) {
                throw wrong;
            }
            if (cause instanceof Refusal refusal) {
                throw refusal;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
