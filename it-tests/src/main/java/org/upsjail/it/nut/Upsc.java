// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;

/** NUT's own command line client: the witness that what a fixture serves is what NUT's programs understand. */
public final class Upsc {

    /** Where Debian has it. */
    static final Path PROGRAM = Path.of("/usr/bin/upsc");

    /** Its own limit for a silent server is shorter. */
    private static final Duration LIMIT = Deadline.OF_A_HANG;

    private Upsc() {}

    /** Whether it is on this host. */
    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /** What it prints when run with these arguments, without the last line end; empty if it fails. */
    public static Optional<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        try (RunningProgram upsc = RunningProgram.start(command, Map.of(), Path.of("/"))) {
            if (upsc.awaitExit(LIMIT) != 0) {
                return Optional.empty();
            }
            return Optional.of(upsc.lines().entries().stream()
                    .filter(line -> line.stream() == OutputLine.Stream.STDOUT)
                    .map(OutputLine::text)
                    .collect(Collectors.joining("\n")));
        }
    }
}
