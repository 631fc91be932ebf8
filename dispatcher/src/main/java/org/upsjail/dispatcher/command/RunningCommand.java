// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** A started program. Its pipes are not waited for: it is over when its first process exits. */
public interface RunningCommand {

    /** One of which nothing is known but its exit status, and that nobody here can end. */
    static RunningCommand knownByExit(CompletableFuture<Integer> exit) {
        return new RunningCommand() {
            @Override
            public void whenExited(IntConsumer exitStatus) {
                exit.thenAccept(exitStatus::accept);
            }

            @Override
            public String output() {
                return "";
            }

            @Override
            public void terminateGroup() {}

            @Override
            public void killGroup() {}
        };
    }

    /** Calls once with the exit status, on any thread. */
    void whenExited(IntConsumer exitStatus);

    /** What it has printed so far, where its plan asked for that; else empty. Cut. */
    String output();

    /** SIGTERM to its process group. */
    void terminateGroup();

    /** SIGKILL to its process group. */
    void killGroup();
}
