// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.process.RunningProgram;

/** Programs of the monitor's account outside the jail: a victim to signal, and a friend who would let it out. */
public final class Bystander {

    private Bystander() {}

    /** Runs {@code command} as the monitor's account, without any privilege. */
    public static RunningProgram start(List<String> command) throws IOException {
        List<String> asAccount = List.of(
                "/usr/bin/setpriv",
                "--reuid=" + Setup.JAIL_ID,
                "--regid=" + Setup.JAIL_ID,
                "--clear-groups",
                "--bounding-set=-all",
                "--inh-caps=-all",
                "--");
        List<String> whole = Stream.concat(asAccount.stream(), command.stream()).toList();
        return RunningProgram.start(whole, Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));
    }

    /** Does nothing for as long as any test runs. */
    public static RunningProgram idle() throws IOException {
        return start(List.of("/bin/sleep", "600"));
    }
}
