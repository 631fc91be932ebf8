// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.command.CommandStarter;
import org.upsjail.dispatcher.command.RunningCommand;
import org.upsjail.dispatcher.monitor.MonitorLauncher;
import org.upsjail.dispatcher.monitor.MonitorProcess;

/**
 * The only place that starts programs. A child gets descriptors 0 to 2 and no other (the JDK closes the rest), cwd /, the
 * environment of its plan and nothing else; handlers also their account, its groups, and no capability, ever.
 */
public final class HostPrograms implements CommandStarter, MonitorLauncher {

    private static final String SETSID = "/usr/bin/setsid";
    private static final String SETPRIV = "/usr/bin/setpriv";

    /** Owner only: what handlers write may name hosts and people. */
    private static final int UMASK = 0077;

    private final Account handlerAccount;
    private final Path monitorProgram;
    private final List<String> monitorArguments;
    private final POSIX posix = POSIXFactory.getNativePOSIX();

    /**
     * @param handlerAccount RUN_AS_USER
     * @param monitorProgram bin/upsjail-monitor
     */
    public HostPrograms(Account handlerAccount, Path monitorProgram, List<String> monitorArguments) {
        this.handlerAccount = handlerAccount;
        this.monitorProgram = monitorProgram;
        this.monitorArguments = List.copyOf(monitorArguments);
    }

    /** Sets the umask that children inherit. Once, at the start. */
    public void setUmask() {
        posix.umask(UMASK);
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(SETSID);
        if (plan.runAs() == RunAs.HANDLER) {
            arguments.addAll(becomeHandlerAccount());
        }
        arguments.addAll(plan.arguments());
        ProcessBuilder builder = builder(arguments, plan.environment());
        if (plan.keepOutput()) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
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
        return new ChildCommand(process, posix, plan.keepOutput());
    }

    @Override
    public MonitorProcess launch() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(monitorProgram.toString());
        arguments.addAll(monitorArguments);
        String java = System.getProperty("java.home") + "/bin/java";
        return new MonitorChild(builder(arguments, Map.of("UPSJAIL_JAVA", java)).start());
    }

    private List<String> becomeHandlerAccount() {
        if (posix.geteuid() != 0) {
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

    private static ProcessBuilder builder(List<String> arguments, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
