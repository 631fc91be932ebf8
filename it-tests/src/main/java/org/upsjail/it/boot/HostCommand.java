// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;

/**
 * How a program of this host ended.
 *
 * @param status its exit status
 * @param text all it wrote
 */
public record HostCommand(int status, String text) {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8");

    /** Runs it to its end, whatever that is. */
    static HostCommand tried(Duration within, List<String> command) throws IOException, InterruptedException {
        try (RunningProgram program = RunningProgram.start(command, ENVIRONMENT, Path.of("/"))) {
            program.stdin().close();
            int status = program.awaitExit(within);
            return new HostCommand(
                    status,
                    program.lines().entries().stream().map(OutputLine::text).collect(Collectors.joining("\n")));
        }
    }

    /** Runs it to its good end. */
    static HostCommand run(Duration within, List<String> command) throws IOException, InterruptedException {
        HostCommand ended = tried(within, command);
        if (ended.status() != 0) {
            throw new IOException(command + " ended with " + ended.status() + ": " + ended.text());
        }
        return ended;
    }

    static RunningProgram start(List<String> command) throws IOException {
        return RunningProgram.start(command, ENVIRONMENT, Path.of("/"));
    }
}
