// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.util.Map;
import jnr.constants.platform.Signal;
import jnr.posix.util.SunMiscSignal;

/** The signals of upsmon(8). Handlers run on a thread of the JVM's. */
public final class HostSignals {

    /** Whether this process runs as root. */
    public boolean isRoot() {
        return new LibC().geteuid() == 0;
    }

    /** The account this process acts as. */
    public int user() {
        return new LibC().geteuid();
    }

    /** From here on no other process of this account may look into this one or take its descriptors, proc(5). */
    public void forbidInspection() {
        new LibC().forbidInspection();
    }

    /**
     * Installs the handlers, and one for SIGUSR2 that does nothing.
     *
     * @param stop on SIGTERM and SIGINT
     * @param forcedShutdown on SIGUSR1
     * @param reload on SIGHUP
     */
    public void handle(Runnable stop, Runnable forcedShutdown, Runnable reload) {
        Map<Signal, Runnable> handlers = Map.of(
                Signal.SIGTERM, stop,
                Signal.SIGINT, stop,
                Signal.SIGUSR1, forcedShutdown,
                Signal.SIGHUP, reload,
                // upsmon ignores it; bin/upsjail has taken it from the JVM, so its default would end us.
                Signal.SIGUSR2, () -> {});
        // Not POSIX.signal: its handler is Java code inside a signal context, and is gone after a garbage collection.
        handlers.forEach((signal, handler) -> SunMiscSignal.signal(signal, number -> handler.run()));
    }
}
