// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Programs that run until the test says they exit. */
public final class FakeCommands implements CommandStarter {

    private final List<FakeCommand> started = new ArrayList<>();
    private final List<CommandPlan> expected = new ArrayList<>();
    private final List<CommandPlan> released = new CopyOnWriteArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private OptionalInt statusAtOnce = OptionalInt.empty();

    /** A program of that label cannot be started. */
    public void hasNo(String label) {
        missing.add(label);
    }

    /** Programs have exited before anybody can ask. */
    public void exitAtOnceWith(int status) {
        statusAtOnce = OptionalInt.of(status);
    }

    public List<CommandPlan> expected() {
        return List.copyOf(expected);
    }

    /** Those that were let run, if they were ready, before they are started. */
    public List<CommandPlan> released() {
        return List.copyOf(released);
    }

    public List<FakeCommand> started() {
        return List.copyOf(started);
    }

    List<String> labels() {
        return started.stream().map(command -> command.plan().label()).toList();
    }

    /** The last one started of that label. */
    FakeCommand named(String label) {
        return started.stream()
                .filter(command -> command.plan().label().equals(label))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Override
    public Runnable expect(CommandPlan plan) {
        expected.add(plan);
        return () -> released.add(plan);
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        if (missing.contains(plan.label())) {
            throw new IOException("no such program");
        }
        FakeCommand command = new FakeCommand(plan, statusAtOnce);
        started.add(command);
        return command;
    }

    /** One started program, and what was done to it. */
    public static final class FakeCommand implements RunningCommand {

        private final CommandPlan plan;
        private final OptionalInt statusAtOnce;
        private final List<IntConsumer> listeners = new ArrayList<>();
        private String output = "";
        private boolean exitsWhenTerminated;
        private int terminations;
        private int kills;

        private FakeCommand(CommandPlan plan, OptionalInt statusAtOnce) {
            this.plan = plan;
            this.statusAtOnce = statusAtOnce;
        }

        public CommandPlan plan() {
            return plan;
        }

        public void prints(String text) {
            output = text;
        }

        public void exit(int status) {
            listeners.forEach(listener -> listener.accept(status));
        }

        void exitsWhenTerminated() {
            exitsWhenTerminated = true;
        }

        int terminations() {
            return terminations;
        }

        int kills() {
            return kills;
        }

        @Override
        public String output() {
            return output;
        }

        @Override
        public void whenExited(IntConsumer exitStatus) {
            listeners.add(exitStatus);
            statusAtOnce.ifPresent(exitStatus);
        }

        @Override
        public void terminateGroup() {
            terminations++;
            if (exitsWhenTerminated) {
                exit(143);
            }
        }

        @Override
        public void killGroup() {
            kills++;
        }
    }
}
