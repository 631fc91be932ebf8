// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import jnr.constants.platform.Signal;
import org.upsjail.dispatcher.command.RunningCommand;

/** A program started by us as the leader of a session, and so of a process group, of its own. */
final class ChildCommand implements RunningCommand {

    private final Process process;
    private final LibC libc;
    private final Optional<OutputKeeper> output;
    private volatile boolean overItsLimit;

    /** @param output empty where nothing of what it prints is kept */
    ChildCommand(Process process, LibC libc, Optional<OutputKeeper> output) {
        this.process = process;
        this.libc = libc;
        this.output = output;
    }

    @Override
    public String output() {
        return output.map(OutputKeeper::text).orElse("");
    }

    @Override
    public void whenExited(IntConsumer exitStatus) {
        process.onExit()
                .thenCompose(ended -> {
                    if (overItsLimit) {
                        endTheRest();
                    }
                    return output.isPresent()
                            ? output.get().readToItsEnd()
                            : CompletableFuture.<Void>completedFuture(null);
                })
                .thenRun(() -> exitStatus.accept(process.exitValue()));
    }

    /**
     * What is left of the group of a leader that obeyed SIGTERM. At once, so that the leader's number, which stays the group's
     * as long as it has a member, cannot have become another's.
     */
    private void endTheRest() {
        libc.kill(-process.pid(), Signal.SIGKILL.intValue());
    }

    @Override
    public void terminateGroup() {
        overItsLimit = true;
        signalGroup(Signal.SIGTERM);
    }

    @Override
    public void killGroup() {
        signalGroup(Signal.SIGKILL);
    }

    /** Only while the leader lives: afterwards its number may be another's. */
    private void signalGroup(Signal signal) {
        if (process.isAlive()) {
            libc.kill(-process.pid(), signal.intValue());
        }
    }
}
