// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.util.Map;
import java.util.function.IntConsumer;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandStarter;
import org.upsjail.dispatcher.command.RunningCommand;
import org.upsjail.dispatcher.sink.Log;

/** Says at debug level 1 what is run, and how it ends. */
final class LoggedCommands implements CommandStarter {

    private static final int LEVEL = 1;

    private final CommandStarter starter;
    private final Log log;

    LoggedCommands(CommandStarter starter, Log log) {
        this.starter = starter;
        this.log = log;
    }

    @Override
    public void prepare(Map<String, String> environment) throws IOException {
        starter.prepare(environment);
    }

    @Override
    public Runnable expect(CommandPlan plan) {
        return starter.expect(plan);
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        log.debug(
                LEVEL,
                () -> "running " + plan.label() + " as " + plan.environment().get("USER") + ": " + plan.arguments());
        RunningCommand command = starter.start(plan);
        return new RunningCommand() {
            @Override
            public void whenExited(IntConsumer exitStatus) {
                command.whenExited(status -> {
                    log.debug(LEVEL, () -> plan.label() + " exited with status " + status);
                    exitStatus.accept(status);
                });
            }

            @Override
            public String output() {
                return command.output();
            }

            @Override
            public void terminateGroup() {
                command.terminateGroup();
            }

            @Override
            public void killGroup() {
                command.killGroup();
            }
        };
    }
}
