// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.io.IOException;

/** Starts programs, in a session of their own with cwd / and umask 077. */
public interface CommandStarter {

    /** @throws IOException when it could not be started; says why */
    RunningCommand start(CommandPlan plan) throws IOException;
}
