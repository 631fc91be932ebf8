// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.upsjail.it.root.DebianRoot;

/** A host that sysvinit boots and halts, with upsjail among its scripts. */
@Tag("boot")
class SysvinitIT {

    /** Runs last at the boot, looks, has the script do what it can, and halts the host with upsjail still running. */
    private static final String LAST_SCRIPT = """
            #!/bin/sh
            ### BEGIN INIT INFO
            # Provides: last
            # Required-Start: $all
            # Required-Stop:
            # Default-Start: 2 3 4 5
            # Default-Stop:
            # Short-Description: looks at what was booted
            ### END INIT INFO
            [ "$1" = start ] || exit 0
            pid() { echo "pid $1 $(cat /run/nut/upsmon.pid)"; }
            {
              echo "first process $(cat /proc/1/comm)"
              service upsjail status
              pid booted
              service upsjail restart
              pid restarted
              service upsjail stop
              service upsjail status >/dev/null 2>&1
              echo "stopped $?"
              service upsjail start
              service upsjail status
            } >/root/seen 2>&1
            halt -p &
            """;

    @Test
    void itIsStartedAtTheBootAndStoppedAtTheEnd() throws IOException, InterruptedException {
        try (DebianRoot root = DebianRoot.withSysvinit()) {
            BuiltPackage.built().copyTo(root);
            root.done(BuiltPackage.WATCHED_HOST);
            root.done(BuiltPackage.INSTALL, "update-rc.d nut-client disable", "update-rc.d upsjail enable");
            Path script = root.path().resolve("etc/init.d/last");
            Files.writeString(script, LAST_SCRIPT);
            root.done("chmod 0755 /etc/init.d/last", "update-rc.d last defaults");

            root.boot();

            List<String> seen = Files.readAllLines(root.path().resolve("root/seen"));
            String text = String.join("\n", seen);
            assertEquals("first process init", seen.get(0), text);
            assertEquals(
                    2,
                    seen.stream()
                            .filter(line -> line.contains("jail proved by itself and checked from outside"))
                            .count(),
                    text);
            assertTrue(seen.contains("stopped 3"), text);
            List<String> pids =
                    seen.stream().filter(line -> line.startsWith("pid ")).toList();
            assertEquals(
                    2,
                    pids.stream()
                            .map(line -> line.replaceFirst(".* ", ""))
                            .distinct()
                            .count(),
                    text);
            String log = Files.readString(root.path().resolve("var/log/syslog"));
            assertTrue(
                    log.trim()
                                    .lines()
                                    .filter(line -> line.contains("upsjail: stopping"))
                                    .count()
                            >= 3,
                    log);
        }
    }
}
