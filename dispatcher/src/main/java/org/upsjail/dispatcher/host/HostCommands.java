// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.command.CommandStarter;
import org.upsjail.dispatcher.command.RunningCommand;

/**
 * Starts commands: in a session of their own, cwd /, umask 077, the environment of their plan and nothing else; handlers
 * with their account, its groups, and no capability, ever.
 */
public final class HostCommands implements CommandStarter {

    private static final String SETPRIV = "/usr/bin/setpriv";

    /** What setpriv does, too: looks for the command in PATH, and takes a file without {@code #!} for a script. */
    private static final List<String> LIKE_A_SHELL = List.of("/bin/sh", "-c", "exec \"$@\"", "sh");

    /** Owner only: what handlers write may name hosts and people. */
    private static final int UMASK = 0077;

    /**
     * A program that a handler leaves behind may hold its output for days, and closing it would be a signal to that program.
     * So each costs a thread of ours, as does one that waits to be a handler; beyond this many the output of further commands is
     * not kept, and none is made ready.
     */
    private static final int MAX_OUTPUTS = 256;

    private final Account handlerAccount;
    private final List<String> beforeHandler = new ArrayList<>();
    private final ReadyHandlers ready;
    private final LibC libc = new LibC();
    private final Spawn spawn = new Spawn(libc);
    private final AtomicInteger outputs = new AtomicInteger();

    /**
     * Sets the umask of this process, which every child inherits.
     *
     * @param handlerAccount RUN_AS_USER
     * @param oomScore what handlers are not to inherit; SHUTDOWNCMD is
     */
    public HostCommands(Account handlerAccount, OomScore oomScore) {
        this.handlerAccount = handlerAccount;
        beforeHandler.addAll(oomScore.forChild());
        beforeHandler.addAll(becomeHandlerAccount());
        ready = new ReadyHandlers(beforeHandler, libc, this::keeper);
        libc.umask(UMASK);
    }

    @Override
    public void prepare(Map<String, String> environment) throws IOException {
        if (outputs.get() < MAX_OUTPUTS) {
            ready.prepare(environment);
        }
    }

    @Override
    public Runnable expect(CommandPlan plan) {
        return plan.runAs() == RunAs.HANDLER ? ready.expect(plan) : () -> {};
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        boolean handler = plan.runAs() == RunAs.HANDLER;
        Optional<ReadyHandler> waited = handler ? ready.run(plan) : Optional.empty();
        if (waited.isPresent()) {
            return new ChildCommand(
                    waited.get().process(), Optional.of(waited.get().output()));
        }
        boolean outputKept = plan.keepOutput() && outputs.get() < MAX_OUTPUTS;
        List<String> arguments = new ArrayList<>(handler ? beforeHandler : List.of());
        arguments.addAll(plan.arguments());
        if (plan.input().isEmpty()) {
            return started(arguments, plan, Spawn.NOTHING, outputKept);
        }
        try (ChildPipe pipe = ChildPipe.open(libc);
                OutputStream in = pipe.writer()) {
            RunningCommand command = started(arguments, plan, pipe.readEnd(), outputKept);
            // Shorter than any pipe's buffer, so this never waits for the reader.
            in.write(plan.input().get().getBytes(StandardCharsets.UTF_8));
            return command;
        }
    }

    private RunningCommand started(List<String> arguments, CommandPlan plan, int input, boolean outputKept)
            throws IOException {
        if (!outputKept) {
            return new ChildCommand(spawn.start(arguments, plan.environment(), input, Spawn.NOTHING), Optional.empty());
        }
        try (ChildPipe pipe = ChildPipe.open(libc)) {
            InputStream printed = pipe.reader();
            try {
                SpawnedProcess process = spawn.start(arguments, plan.environment(), input, pipe.writeEnd());
                return new ChildCommand(process, Optional.of(keeper(process, printed)));
            } catch (IOException failed) {
                printed.close();
                throw failed;
            }
        }
    }

    /** Read by a thread of ours whatever happens to the log: nothing a command prints can hold it up. */
    private OutputKeeper keeper(SpawnedProcess process, InputStream output) {
        outputs.incrementAndGet();
        return new OutputKeeper(output, "output-" + process.pid(), outputs::decrementAndGet);
    }

    private List<String> becomeHandlerAccount() {
        if (libc.geteuid() != 0) {
            return LIKE_A_SHELL;
        }
        return List.of(
                SETPRIV,
                "--reuid=" + handlerAccount.uid(),
                "--regid=" + handlerAccount.gid(),
                "--init-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--");
    }
}
