// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.io.IOException;
import java.util.Map;

/** Starts programs, in a session of their own with cwd / and umask 077. */
public interface CommandStarter {

    /** @throws IOException when it could not be started; says why */
    RunningCommand start(CommandPlan plan) throws IOException;

    /**
     * Makes ready what the next handler will need. To be called again and again, when there is nothing to be started;
     * without it handlers start as well, later.
     *
     * @param environment what the environment of every handler begins with
     * @throws IOException when that could not be done; says why
     */
    default void prepare(Map<String, String> environment) throws IOException {}

    /**
     * {@code plan} is about to be started, and may not run yet; what can be done of it before is done. {@link #start} must
     * follow.
     *
     * @return lets it run, where it waits only for that; on any thread, and it never waits
     */
    default Runnable expect(CommandPlan plan) {
        return () -> {};
    }
}
