// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A configuration that one thread reads, by {@link #run}, while another goes on until it needs it. */
public final class FutureConfiguration implements Runnable {

    private final FutureTask<Configuration> reading;

    /** @param secrets what becomes of passwords */
    public FutureConfiguration(Path upsmonConf, SecretPolicy secrets) {
        this(() -> ConfigurationReader.read(upsmonConf, secrets));
    }

    FutureConfiguration(Callable<Configuration> reader) {
        reading = new FutureTask<>(reader);
    }

    /** Reads it, once. Throws nothing: {@link #get} does. */
    @Override
    public void run() {
        reading.run();
    }

    /** Waits until it has been read. Throws what {@link ConfigurationReader#read} threw. */
    public Configuration get() throws ConfigException, InterruptedException {
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
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
