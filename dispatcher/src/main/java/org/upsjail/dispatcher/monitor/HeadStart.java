// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A first monitor that is started before there is anybody to listen to it, so that it boots while this process does. What it
 * says meanwhile waits in its pipes, and it does nothing but say HELLO until it is told to go. One thread at a time.
 */
public final class HeadStart implements MonitorLauncher, AutoCloseable {

    private final MonitorLauncher launcher;
    private @Nullable MonitorProcess first;

    private HeadStart(MonitorLauncher launcher) {
        this.launcher = launcher;
    }

    /** Starts the first one. Where that fails, it fails again at {@link #launch}, which says so. */
    public static HeadStart of(MonitorLauncher launcher) {
        HeadStart start = new HeadStart(launcher);
        try {
            start.first = launcher.launch();
        } catch (IOException saidLater) {
            start.first = null;
        }
        return start;
    }

    /** The first one, and from then on a new one each time. */
    @Override
    public MonitorProcess launch() throws IOException {
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
        }
    }
}
