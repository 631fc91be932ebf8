// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.sink.Log;

/** The flag, then the command. The flag has its time limit: a disk that does not answer keeps no host up. */
public final class ShutdownActs {

    static final Duration FLAG_LIMIT = Duration.ofSeconds(3);

    /** Writing the flag, which may fail or take for ever. */
    interface FlagWriting {
        void write() throws IOException;
    }

    private final Duration flagLimit;
    private final CommandRunner runner;
    private final Executor decideThread;
    private final Log log;

    public ShutdownActs(CommandRunner runner, Executor decideThread, Log log) {
        this(FLAG_LIMIT, runner, decideThread, log);
    }

    ShutdownActs(Duration flagLimit, CommandRunner runner, Executor decideThread, Log log) {
        this.flagLimit = flagLimit;
        this.runner = runner;
        this.decideThread = decideThread;
        this.log = log;
    }

    /**
     * @param command SHUTDOWNCMD
     * @param ended hears on the decide thread how SHUTDOWNCMD ended
     */
    public void perform(Optional<PowerDownFlag> flag, CommandPlan command, Consumer<CommandResult> ended) {
        performWith(flag.map(known -> known::write), command, ended);
    }

    void performWith(Optional<FlagWriting> flag, CommandPlan command, Consumer<CommandResult> ended) {
        if (flag.isEmpty()) {
            run(command, ended);
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        Thread writer = new Thread(() -> write(flag.get(), written), "power-down-flag");
        writer.setDaemon(true);
        writer.start();
        written.orTimeout(flagLimit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> decideThread.execute(() -> {
                    if (failure != null) {
                        log.critical("POWERDOWNFLAG could not be written (" + failure
                                + "): the UPS will not cut its power after the shutdown");
                    }
                    run(command, ended);
                }));
    }

    private void run(CommandPlan command, Consumer<CommandResult> ended) {
        log.critical("running SHUTDOWNCMD");
        runner.submit(command, ended::accept);
    }

    private static void write(FlagWriting flag, CompletableFuture<Void> written) {
        try {
            flag.write();
            written.complete(null);
        } catch (IOException | RuntimeException | LinkageError failed) {
            written.completeExceptionally(failed);
        }
    }
}
