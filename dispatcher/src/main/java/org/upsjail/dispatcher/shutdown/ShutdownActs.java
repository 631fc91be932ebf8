// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandRunner;
import org.upsjail.dispatcher.sink.Log;

/** The flag, then the command. The flag has its time limit: a disk that does not answer keeps no host up. */
public final class ShutdownActs {

    static final Duration FLAG_LIMIT = Duration.ofSeconds(3);

    private final CommandRunner runner;
    private final Executor decideThread;
    private final Log log;

    public ShutdownActs(CommandRunner runner, Executor decideThread, Log log) {
        this.runner = runner;
        this.decideThread = decideThread;
        this.log = log;
    }

    /**
     * @param command SHUTDOWNCMD; empty where none is set, which is the admin's choice and no failure
     * @param ended hears on the decide thread how SHUTDOWNCMD ended, empty when well
     */
    public void perform(Optional<PowerDownFlag> flag, Optional<CommandPlan> command, Consumer<Optional<String>> ended) {
        if (flag.isEmpty()) {
            run(command, ended);
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        Thread writer = new Thread(() -> write(flag.get(), written), "power-down-flag");
        writer.setDaemon(true);
        writer.start();
        written.orTimeout(FLAG_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> decideThread.execute(() -> {
                    if (failure != null) {
                        log.critical("POWERDOWNFLAG could not be written (" + failure
                                + "): the UPS will not cut its power after the shutdown");
                    }
                    run(command, ended);
                }));
    }

    private void run(Optional<CommandPlan> command, Consumer<Optional<String>> ended) {
        if (command.isEmpty()) {
            log.critical("no SHUTDOWNCMD is set: nothing is shut down");
            ended.accept(Optional.empty());
            return;
        }
        log.critical("running SHUTDOWNCMD");
        runner.submit(command.get(), result -> ended.accept(result.failure()));
    }

    private static void write(PowerDownFlag flag, CompletableFuture<Void> written) {
        try {
            flag.write();
            written.complete(null);
        } catch (IOException | UncheckedIOException failed) {
            written.completeExceptionally(failed);
        }
    }
}
