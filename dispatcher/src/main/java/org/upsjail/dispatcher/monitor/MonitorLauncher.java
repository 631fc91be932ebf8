// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.IOException;

/** Starts the jailed monitor. */
public interface MonitorLauncher {

    /** @throws IOException when it could not be started; says why */
    MonitorProcess launch() throws IOException;
}
