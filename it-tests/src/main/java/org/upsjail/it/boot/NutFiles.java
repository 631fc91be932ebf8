// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Configures NUT, with one dummy-ups and a handler, in the root directory of a host where its packages are installed. */
public final class NutFiles {

    static final String UPS_FILE = "/etc/nut/test.dev";

    private static final String HANDLER = """
            #!/bin/sh
            passed=$(env | grep -cE '^(NOTIFY_SOCKET|LISTEN_|WATCHDOG_|CREDENTIALS_)')
            logger -t handler "$NOTIFYTYPE $(id -un) $passed${UPSJAIL_REPEAT:+ repeated}"
            """;

    private static final String PRIMARY = "MONITOR test@127.0.0.1 1 watch sesame primary";

    private static final String UPSMON_CONF = """
            %s
            MINSUPPLIES 1
            POLLFREQ 1
            POLLFREQALERT 1
            HOSTSYNC 5
            DEADTIME 15
            FINALDELAY %d
            POWERDOWNFLAG /etc/killpower
            SHUTDOWNCMD "/sbin/shutdown -h +0"
            NOTIFYCMD /usr/local/bin/handler
            NOTIFYFLAG ONBATT SYSLOG+WALL+EXEC
            NOTIFYFLAG ONLINE SYSLOG+EXEC
            NOTIFYFLAG LOWBATT SYSLOG+EXEC
            NOTIFYFLAG NOPARENT SYSLOG
            """;

    private static final String UPSD_USERS = """
            [watch]
            password = sesame
            upsmon primary
            [guest]
            password = sesame
            upsmon secondary
            """;

    private final Path root;

    public NutFiles(Path root) {
        this.root = root;
    }

    /** A primary, whose upsd listens on all its addresses. */
    public void lay() throws IOException {
        // There the journal is kept on the disk, where it can be read after the end.
        Files.createDirectories(at("/var/log/journal"));
        program("/usr/local/bin/handler", HANDLER);
        forNut("/etc/nut/nut.conf", "MODE=netserver\n");
        forNut("/etc/nut/ups.conf", "[test]\ndriver = dummy-ups\nport = " + UPS_FILE + "\n");
        forNut("/etc/nut/upsd.conf", "LISTEN 0.0.0.0 3493\n");
        forNut("/etc/nut/upsd.users", UPSD_USERS);
        forNut("/etc/nut/upsmon.conf", upsmonConf(PRIMARY, 1));
        forNut(UPS_FILE, upsFile("OL"));
    }

    /** Has it watch {@code address} of another such host, as a secondary. */
    public void watchAsSecondary(String address) throws IOException {
        forNut("/etc/nut/nut.conf", "MODE=netclient\n");
        forNut("/etc/nut/upsmon.conf", upsmonConf("MONITOR test@" + address + " 1 guest sesame secondary", 1));
    }

    /** The primary's FINALDELAY, in seconds: the time that its secondaries have after they logged out. */
    public void finalDelay(int seconds) throws IOException {
        forNut("/etc/nut/upsmon.conf", upsmonConf(PRIMARY, seconds));
    }

    private static String upsmonConf(String monitor, int finalDelay) {
        return UPSMON_CONF.replace("%s", monitor).replace("%d", Integer.toString(finalDelay));
    }

    static String upsFile(String status) {
        return "ups.status: " + status + "\nTIMER 1\n";
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

    private Path at(String name) {
        return root.resolve(name.substring(1));
    }
}
