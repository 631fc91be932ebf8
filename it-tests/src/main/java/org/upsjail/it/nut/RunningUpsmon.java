// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.process.TemporaryDirectory;

/**
 * Debian's upsmon in the foreground, as an account that may not write the host's own PID file, so that many of them live
 * side by side and none meets a host's own. Closing ends both of its processes.
 */
public final class RunningUpsmon implements AutoCloseable {

    /** What {@code /usr/sbin} has under this name is a script which may start nothing. */
    private static final Path UPSMON = Path.of("/lib/nut/upsmon");

    /** Of no account of this host. */
    private static final int ID = 61_235;

    /** Above the highest id a process can have: upsmon then does not look for another one in the PID file. */
    private static final int NO_PID = 4_194_304;

    private final TemporaryDirectory directory;
    private final RunningProgram program;

    private RunningUpsmon(TemporaryDirectory directory, RunningProgram program) {
        this.directory = directory;
        this.program = program;
    }

    /** Whether it is on this host. */
    public static boolean installed() {
        return Files.isExecutable(UPSMON);
    }

    /** Starts it with these lines as its upsmon.conf. */
    public static RunningUpsmon start(List<String> upsmonConf) throws IOException {
        return start(List.of(), upsmonConf);
    }

    /** The same, behind the words of another command, which must become it by exec(2). */
    public static RunningUpsmon start(List<String> before, List<String> upsmonConf) throws IOException {
        if (!installed()) {
            throw new IllegalStateException("NUT's client is not here: " + UPSMON + " is needed (Debian: nut-client)");
        }
        TemporaryDirectory directory = TemporaryDirectory.create("upsjail-upsmon-");
        try {
            Files.write(directory.path().resolve("upsmon.conf"), upsmonConf);
            String path = directory.path().toString();
            Map<String, String> environment = Map.of(
                    "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
                    "NUT_CONFPATH", path,
                    "NUT_STATEPATH", path,
                    "NUT_ALTPIDPATH", path,
                    "NUT_PIDPATH", path);
            List<String> command = new ArrayList<>(before);
            command.addAll(List.of(
                    "/usr/bin/setpriv",
                    "--reuid=" + ID,
                    "--regid=" + ID,
                    "--clear-groups",
                    UPSMON.toString(),
                    "-P",
                    Integer.toString(NO_PID),
                    "-F"));
            return new RunningUpsmon(directory, RunningProgram.start(command, environment, Path.of("/")));
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    public RunningProgram program() {
        return program;
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            program.close();
        }
    }
}
