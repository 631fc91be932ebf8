// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    private static final String SETSID = "/usr/bin/setsid";
    private static final String SETPRIV = "/usr/bin/setpriv";

    /** Owner only: what handlers write may name hosts and people. */
    private static final int UMASK = 0077;

    /**
     * A program that a handler leaves behind may hold its output for days, and closing it would be a signal to that program.
     * So each costs a thread of ours; beyond this many the output of further commands is not kept.
     */
    private static final int MAX_OUTPUTS = 256;

    private final Account handlerAccount;
    private final OomScore oomScore;
    private final LibC libc = new LibC();
    private final AtomicInteger outputs = new AtomicInteger();

    /**
     * Sets the umask of this process, which every child inherits.
     *
     * @param handlerAccount RUN_AS_USER
     * @param oomScore what handlers are not to inherit; SHUTDOWNCMD is
     */
    public HostCommands(Account handlerAccount, OomScore oomScore) {
        this.handlerAccount = handlerAccount;
        this.oomScore = oomScore;
        libc.umask(UMASK);
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(SETSID);
        if (plan.runAs() == RunAs.HANDLER) {
            arguments.addAll(oomScore.forChild());
            arguments.addAll(becomeHandlerAccount());
        }
        arguments.addAll(plan.arguments());
        ProcessBuilder builder = ChildProcess.builder(arguments, plan.environment());
        if (plan.input().isEmpty()) {
            builder.redirectInput(Redirect.from(new File("/dev/null")));
        }
        if (!plan.keepOutput() || outputs.get() >= MAX_OUTPUTS) {
            builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            return new ChildCommand(started(builder, plan), libc, Optional.empty());
        }
        try (OutputPipe pipe = OutputPipe.open(libc)) {
            builder.redirectErrorStream(true).redirectOutput(pipe.writer());
            return commandThatPrints(builder, plan, pipe.reader());
        }
    }

    /** Read by a thread of ours whatever happens to the log: nothing a command prints can hold it up. */
    private RunningCommand commandThatPrints(ProcessBuilder builder, CommandPlan plan, InputStream output)
            throws IOException {
        Process process;
        try {
            process = started(builder, plan);
        } catch (IOException failed) {
            output.close();
            throw failed;
        }
        outputs.incrementAndGet();
        OutputKeeper keeper = new OutputKeeper(output, "output-" + process.pid(), outputs::decrementAndGet);
        return new ChildCommand(process, libc, Optional.of(keeper));
    }

    private static Process started(ProcessBuilder builder, CommandPlan plan) throws IOException {
        Process process = builder.start();
        if (plan.input().isPresent()) {
            // Shorter than any pipe's buffer, so this never waits for the reader.
            try (OutputStream in = process.getOutputStream()) {
                in.write(plan.input().get().getBytes(StandardCharsets.UTF_8));
            }
        }
        return process;
    }

    private List<String> becomeHandlerAccount() {
        if (libc.geteuid() != 0) {
            return List.of();
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
