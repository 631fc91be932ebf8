// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A jail directory, and the harness to go into it. */
record JailFixture(RootOwnedDirectory base, Path libraries, Path jail) implements AutoCloseable {

    /** An account nobody has, as far as a test host goes. */
    static final String ID = "61234";

    static JailFixture create() throws IOException {
        RootOwnedDirectory base = RootOwnedDirectory.create();
        Path libraries = base.directory("lib", "rwxr-xr-x");
        JailedProcess.unpackNativeLibrary(libraries);
        return new JailFixture(base, libraries, base.directory("jail", "rwxr-xr-x"));
    }

    JailedProcess start(String... words) throws IOException {
        return startBehind(List.of(), words);
    }

    /** Starts it through another program, which changes the privileges it starts with. */
    JailedProcess startBehind(List<String> wrapper, String... words) throws IOException {
        return JailedProcess.start(libraries, wrapper, arguments(words));
    }

    JailedProcess startWithLogFile(Path log) throws IOException {
        return JailedProcess.startWithLogFile(libraries, log, arguments());
    }

    private String[] arguments(String... words) {
        List<String> arguments = new ArrayList<>(List.of(jail.toString(), ID));
        arguments.addAll(List.of(words));
        return arguments.toArray(String[]::new);
    }

    @Override
    public void close() throws IOException {
        base.close();
    }
}
