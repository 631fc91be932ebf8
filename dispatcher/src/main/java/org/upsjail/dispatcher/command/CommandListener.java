// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

/** What happens to a command. All calls on the decide thread. */
@FunctionalInterface
public interface CommandListener {

    /**
     * It has its place and is to start.
     *
     * @param release lets it run before {@code start}, if it is ready; on any thread, and not necessary
     * @param start starts it; to be run once, now or later on the decide thread
     */
    default void starting(Runnable release, Runnable start) {
        start.run();
    }

    /** It has ended, one way or another; nothing follows. */
    void ended(CommandResult result);
}
