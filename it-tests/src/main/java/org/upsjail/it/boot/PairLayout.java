// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.upsjail.it.installed.Installation;

/** Puts upsjail's units into a root directory as a package would, and NUT with one dummy-ups beside them. */
final class PairLayout {

    static final String UPS_FILE = "/etc/nut/test.dev";

    /** Everything the units and their environment need of the source tree. */
    private static final Path DEPLOY = Path.of("../deploy/src").toAbsolutePath().normalize();

    private static final String HANDLER = """
            #!/bin/sh
            logger -t handler "$NOTIFYTYPE $(id -un) $(env | grep -cE '^(NOTIFY_SOCKET|LISTEN_|WATCHDOG_|CREDENTIALS_)')"
            """;

    private static final String UPSMON_CONF = """
            MONITOR test@127.0.0.1 1 watch sesame primary
            MINSUPPLIES 1
            POLLFREQ 1
            POLLFREQALERT 1
            HOSTSYNC 5
            DEADTIME 15
            FINALDELAY 1
            POWERDOWNFLAG /etc/killpower
            SHUTDOWNCMD "/sbin/shutdown -h +0"
            NOTIFYCMD /usr/local/bin/handler
            NOTIFYFLAG ONBATT SYSLOG+WALL+EXEC
            NOTIFYFLAG LOWBATT SYSLOG+EXEC
            NOTIFYFLAG NOPARENT SYSLOG
            """;

    private final Path root;

    PairLayout(Path root) {
        this.root = root;
    }

    void lay() throws IOException {
        Installation.built().copyTo(at("/usr/lib/upsjail"));
        copyAll("systemd", "/lib/systemd/system");
        copyAll("sysusers.d", "/usr/lib/sysusers.d");
        copyAll("tmpfiles.d", "/usr/lib/tmpfiles.d");
        Files.createSymbolicLink(at("/usr/sbin/upsjail"), Path.of("/usr/lib/upsjail/bin/upsjail"));
        Path wants = Files.createDirectories(at("/etc/systemd/system/multi-user.target.wants"));
        Files.createSymbolicLink(
                wants.resolve("upsjail-dispatcher.service"), Path.of("/lib/systemd/system/upsjail-dispatcher.service"));
        for (String enabled : List.of("multi-user.target.wants", "nut.target.wants")) {
            Files.deleteIfExists(at("/etc/systemd/system").resolve(enabled).resolve("nut-monitor.service"));
        }
        // There the journal is kept on the disk, where it can be read after the end.
        Files.createDirectories(at("/var/log/journal"));
        program("/usr/local/bin/handler", HANDLER);
        nut();
    }

    static String upsFile(String status) {
        return "ups.status: " + status + "\nTIMER 1\n";
    }

    private void nut() throws IOException {
        forNut("/etc/nut/nut.conf", "MODE=standalone\n");
        forNut("/etc/nut/ups.conf", "[test]\ndriver = dummy-ups\nport = " + UPS_FILE + "\n");
        forNut("/etc/nut/upsd.conf", "LISTEN 127.0.0.1 3493\n");
        forNut("/etc/nut/upsd.users", "[watch]\npassword = sesame\nupsmon primary\n");
        forNut("/etc/nut/upsmon.conf", UPSMON_CONF);
        forNut(UPS_FILE, upsFile("OL"));
    }

    private void forNut(String name, String text) throws IOException {
        Path file = at(name);
        Files.writeString(file, text);
        Object group = Files.getAttribute(at("/etc/nut/upssched.conf"), "unix:gid", LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private void program(String name, String text) throws IOException {
        Files.writeString(at(name), text);
        Files.setPosixFilePermissions(at(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void copyAll(String from, String to) throws IOException {
        Path target = Files.createDirectories(at(to));
        try (Stream<Path> all = Files.list(DEPLOY.resolve(from))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private Path at(String name) {
        return root.resolve(name.substring(1));
    }
}
