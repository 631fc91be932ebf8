// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The root directory of a Debian with systemd, NUT and a Java runtime. Made once for a machine; nobody writes to it. */
final class DebianRoot {

    private static final Path MAKER = Path.of("../deploy/debian-root");
    private static final Path MADE = Path.of("/var/cache/upsjail-it/root");

    /** A bootstrap from a slow mirror. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private DebianRoot() {}

    /** Where it is; made when it is not there. */
    static Path cached() throws IOException, InterruptedException {
        HostCommand.run(LIMIT, List.of(MAKER.toAbsolutePath().normalize().toString()));
        return MADE;
    }
}
