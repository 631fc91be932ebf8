// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Account handlerAccount;
    private final List<String> beforeHandler = new ArrayList<>();
    private final ReadyHandlers ready;
    private final LibC libc = new LibC();

    /**
     * Sets the umask of this process, which every child inherits.
     *
     * @param handlerAccount RUN_AS_USER
     * @param oomScore what handlers are not to inherit; SHUTDOWNCMD is
     */
    public HostCommands(Account handlerAccount, OomScore oomScore) {
        this.handlerAccount = handlerAccount;
        beforeHandler.add(SETSID);
        beforeHandler.addAll(oomScore.forChild());
        beforeHandler.addAll(becomeHandlerAccount());
        ready = new ReadyHandlers(beforeHandler);
        libc.umask(UMASK);
    }

    @Override
    public void prepare(Map<String, String> environment) throws IOException {
        ready.prepare(environment);
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        boolean handler = plan.runAs() == RunAs.HANDLER;
        Optional<Process> waited = handler ? ready.run(plan) : Optional.empty();
        if (waited.isPresent()) {
            return new ChildCommand(waited.get(), libc, plan.keepOutput());
        }
        List<String> arguments = new ArrayList<>(handler ? beforeHandler : List.of(SETSID));
        arguments.addAll(plan.arguments());
        ProcessBuilder builder = ChildProcess.builder(arguments, plan.environment());
        if (plan.keepOutput()) {
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
        return new ChildCommand(process, libc, plan.keepOutput());
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
