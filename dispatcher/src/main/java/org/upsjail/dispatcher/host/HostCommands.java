// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.io.IOException;
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
        boolean keepOutput = plan.keepOutput() && outputs.get() < MAX_OUTPUTS;
        if (keepOutput) {
            // Read by a thread of ours whatever happens to the log: nothing a command prints can hold it up.
            builder.redirectErrorStream(true);
        } else {
            builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        }
        if (plan.input().isEmpty()) {
            builder.redirectInput(Redirect.from(new File("/dev/null")));
        }
        Process process = builder.start();
        if (plan.input().isPresent()) {
            // Shorter than any pipe's buffer, so this never waits for the reader.
            try (OutputStream in = process.getOutputStream()) {
                in.write(plan.input().get().getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ChildCommand(process, libc, keepOutput ? Optional.of(outputOf(process)) : Optional.empty());
    }

    private OutputKeeper outputOf(Process process) {
        outputs.incrementAndGet();
        return new OutputKeeper(process.getInputStream(), "output-" + process.pid(), outputs::decrementAndGet);
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
