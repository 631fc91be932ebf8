// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A first monitor that is started before there is anybody to listen to it, so that it boots while this process does. What it
 * says meanwhile waits in its pipes; it watches nothing before it is told to go. Where this process ends before it is
 * launched, it ends by itself, at the end of its orders. One thread at a time.
 */
public final class HeadStart implements MonitorLauncher, AutoCloseable {

    /** A monitor that nobody sends a PING ends five seconds after its HELLO, and one that has ended is of no use. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private final MonitorLauncher launcher;
    private final Supplier<Duration> clock;
    private final Duration startedAt;
    private @Nullable MonitorProcess first;

    private HeadStart(MonitorLauncher launcher, Supplier<Duration> clock, @Nullable MonitorProcess first) {
        this.launcher = launcher;
        this.clock = clock;
        this.startedAt = clock.get();
        this.first = first;
    }

    /** Starts the first one. Where that fails, it fails again at {@link #launch}, which says so. */
    public static HeadStart of(MonitorLauncher launcher, Supplier<Duration> clock) {
        try {
            return new HeadStart(launcher, clock, launcher.launch());
        } catch (IOException saidLater) {
            return new HeadStart(launcher, clock, null);
        }
    }

    /** The first one, unless it has waited for longer than {@link #PATIENCE}; afterwards a new one each time. */
    @Override
    public MonitorProcess launch() throws IOException {
        if (clock.get().minus(startedAt).compareTo(PATIENCE) > 0) {
            close();
        }
        MonitorProcess started = first;
        first = null;
        return started == null ? launcher.launch() : started;
    }

    @Override
    public boolean oneAtATime() {
        return launcher.oneAtATime();
    }

    /** Ends a first one that nobody has taken. */
    @Override
    public void close() {
        if (first != null) {
            first.kill();
            first = null;
        }
    }
}
