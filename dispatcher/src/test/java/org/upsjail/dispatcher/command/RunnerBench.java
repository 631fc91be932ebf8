// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.command.FakeCommands.FakeCommand;
import org.upsjail.dispatcher.decide.Importance;

/** A runner of fake programs under an injected clock. */
final class RunnerBench {

    static final Duration LIMIT = Duration.ofSeconds(60);

    final FakeCommands programs = new FakeCommands();
    final List<String> warnings = new ArrayList<>();
    final CommandRunner runner;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Duration now = Duration.ofSeconds(100);

    /** Exits come as tasks of the decide thread, as in the dispatcher. */
    RunnerBench() {
        this.runner = runner(tasks::add);
    }

    private RunnerBench(Executor exits) {
        this.runner = runner(exits);
    }

    /** Exits come in the middle of whatever the runner is doing. */
    static RunnerBench withSuddenExits() {
        return new RunnerBench(Runnable::run);
    }

    private CommandRunner runner(Executor exits) {
        return new CommandRunner(programs, exits, () -> now, warnings::add);
    }

    static CommandPlan plan(String label, String queue) {
        return plan(label, queue, Importance.ORDINARY);
    }

    static CommandPlan plan(String label, String queue, Importance importance) {
        return new CommandPlan(
                label,
                queue,
                importance,
                List.of("/bin/x"),
                Map.of(),
                Optional.empty(),
                RunAs.HANDLER,
                Optional.of(LIMIT),
                false);
    }

    /** As SHUTDOWNCMD is planned. */
    static CommandPlan unlimited(String label, String queue) {
        return new CommandPlan(
                label,
                queue,
                Importance.FINAL,
                List.of("/bin/x"),
                Map.of(),
                Optional.empty(),
                RunAs.DISPATCHER,
                Optional.empty(),
                false);
    }

    RunnerBench submit(String label, String queue) {
        runner.submit(plan(label, queue));
        return this;
    }

    RunnerBench submit(String label, String queue, Importance importance) {
        runner.submit(plan(label, queue, importance));
        return this;
    }

    /** One command in each of so many queues, labelled as the queue. */
    RunnerBench fill(int queues) {
        for (int i = 0; i < queues; i++) {
            submit("filler" + i, "filler" + i);
        }
        return this;
    }

    RunnerBench exit(String label, int status) {
        programs.named(label).exit(status);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        return this;
    }

    RunnerBench passes(Duration time) {
        now = now.plus(time);
        runner.tick();
        return this;
    }

    FakeCommand program(String label) {
        return programs.named(label);
    }

    List<String> started() {
        return programs.labels();
    }
}
