// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.util.function.IntConsumer;

/** A started program. Its pipes are not waited for: it is over when its first process exits. */
public interface RunningCommand {

    /** Calls once with the exit status, on any thread. */
    void whenExited(IntConsumer exitStatus);

    /** What it has printed so far, where its plan asked for that; else empty. Cut. */
    String output();

    /** SIGTERM to its process group. */
    void terminateGroup();

    /** SIGKILL to its process group. */
    void killGroup();
}
