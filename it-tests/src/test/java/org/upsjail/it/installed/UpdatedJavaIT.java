// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The files of the Java runtime may be another version's by the time of an outage. */
class UpdatedJavaIT {

    /** jspawnhelper of another version refuses, as this does. */
    private static final String WITHOUT_HELPER = "mount --bind /bin/false \"$1\" && shift && exec \"$@\"";

    @Test
    void theShutdownDoesNotNeedTheHelperOfTheRuntimeThatWasThereAtTheStart() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningProgram upsjail = startWithoutHelper(setup)) {
            upsjail.awaitLine("every UPS has been heard of", RunningUpsjail.START_LIMIT);
            upsd.setStatus("ups", "OB LB");

            assertEquals(0, upsjail.awaitExit(WatchedUps.SOON));
            assertEquals(1, setup.handlers().count(HandlerCall.SHUTDOWN));
        }
    }

    private static RunningProgram startWithoutHelper(Setup setup) throws IOException {
        List<String> command = List.of(
                "/usr/bin/unshare",
                "--mount",
                "/bin/sh",
                "-c",
                WITHOUT_HELPER,
                "sh",
                Path.of(System.getProperty("java.home"), "lib/jspawnhelper").toString(),
                Installation.built().upsjail().toString(),
                "-F",
                "-f",
                setup.written().toString());
        return RunningProgram.start(command, RunningUpsjail.environmentOf(setup), Path.of("/"));
    }
}
