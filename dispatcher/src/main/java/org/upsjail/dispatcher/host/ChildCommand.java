// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import jnr.constants.platform.Signal;
import org.upsjail.dispatcher.command.RunningCommand;

/** A program started by us as the leader of a session, and so of a process group, of its own. */
final class ChildCommand implements RunningCommand {

    private final SpawnedProcess process;
    private final Optional<OutputKeeper> output;

    /** @param output empty where nothing of what it prints is kept */
    ChildCommand(SpawnedProcess process, Optional<OutputKeeper> output) {
        this.process = process;
        this.output = output;
    }

    @Override
    public String output() {
        return output.map(OutputKeeper::text).orElse("");
    }

    @Override
    public void whenExited(IntConsumer exitStatus) {
        process.onExit().thenAccept(status -> rest().thenRun(() -> exitStatus.accept(status)));
    }

    private CompletableFuture<Void> rest() {
        return output.map(OutputKeeper::readToItsEnd).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** A leader that obeys may leave some that do not. */
    @Override
    public void terminateGroup() {
        process.endGroupAtExit();
        process.signalGroup(Signal.SIGTERM);
    }

    @Override
    public void killGroup() {
        process.signalGroup(Signal.SIGKILL);
    }
}
