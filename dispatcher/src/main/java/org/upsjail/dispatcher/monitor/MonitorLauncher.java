// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;

/** Starts the jailed monitor. */
public interface MonitorLauncher {

    /** Whether one can be started now; where not, it is asked again at the next tick, without a back-off. Decide thread. */
    default boolean ready() {
        return true;
    }

    /** @throws IOException when it could not be started; says why */
    MonitorProcess launch() throws IOException;

    /** Whether a successor can start only after the end of the one before it. */
    default boolean oneAtATime() {
        return false;
    }
}
