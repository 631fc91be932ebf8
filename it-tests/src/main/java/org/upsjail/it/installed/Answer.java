// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;

/**
 * How one of the installed commands ended.
 *
 * @param status its exit status
 * @param text all it wrote
 */
public record Answer(int status, String text) {

    /** A reload starts a monitor, a test waits for its handler. */
    private static final Duration LIMIT = Deadline.OF_A_HANG;

    /** Runs {@code bin/program -f upsmon.conf words}, as root, and waits for its end. */
    public static Answer ask(Setup setup, String program, String... words) throws IOException, InterruptedException {
        return run(List.of(), setup, program, words);
    }

    /** The same, as the account handlers run under. */
    public static Answer askAsNut(Setup setup, String program, String... words)
            throws IOException, InterruptedException {
        return askAs("nut", setup, program, words);
    }

    /** The same, as any account. */
    public static Answer askAs(String account, Setup setup, String program, String... words)
            throws IOException, InterruptedException {
        return run(List.of("/usr/sbin/runuser", "-u", account, "--"), setup, program, words);
    }

    private static Answer run(List<String> before, Setup setup, String program, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Installation.built().home().resolve("bin").resolve(program).toString());
        command.addAll(List.of("-f", setup.directory().resolve("upsmon.conf").toString()));
        command.addAll(List.of(words));
        try (RunningProgram asking = RunningProgram.start(command, RunningUpsjail.environmentOf(setup), Path.of("/"))) {
            int status = asking.awaitExit(LIMIT);
            return new Answer(
                    status,
                    asking.lines().entries().stream().map(OutputLine::text).collect(Collectors.joining("\n")));
        }
    }
}
