// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.upsjail.it.process.HandlerLog;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.protocol.fact.NotifyType;

/** A configuration directory, a jail and handlers; a host's set-up in small. Root's all the way, as a host's is. */
public final class Setup implements AutoCloseable {

    /** Of no account of this host. */
    public static final int JAIL_ID = 61234;

    /** /tmp is for everybody to write, and so refused as a place for a jail or a flag. */
    private static final Path ROOTS_OWN = Path.of("/run");

    private final TemporaryDirectory directory;
    private final HandlerLog handlers;
    private final List<String> upsmonConf = new ArrayList<>();
    private final List<String> upsjailConf = new ArrayList<>();
    private String mode = "rw-------";

    private Setup(TemporaryDirectory directory, HandlerLog handlers) throws IOException {
        this.directory = directory;
        this.handlers = handlers;
        Files.createDirectory(jail());
        Files.setPosixFilePermissions(jail(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Times short enough for a test, every notification executed and logged, none on the terminals. */
    public static Setup quick() throws IOException {
        Setup setup = new Setup(TemporaryDirectory.create(ROOTS_OWN, "upsjail-it-"), HandlerLog.create());
        setup.upsmon("MINSUPPLIES 1");
        setup.upsmon("POLLFREQ 0.3", "POLLFREQALERT 0.3", "DEADTIME 4", "HOSTSYNC 4", "FINALDELAY 1");
        setup.upsmon("NOTIFYCMD " + setup.handlers.notifyCommand());
        setup.upsmon("SHUTDOWNCMD " + setup.handlers.shutdownCommand());
        setup.upsmon("POWERDOWNFLAG " + setup.flag());
        for (NotifyType type : NotifyType.values()) {
            setup.upsmon("NOTIFYFLAG " + type + " SYSLOG+EXEC");
        }
        setup.upsjailConf.add("JAILUSER " + JAIL_ID + ":" + JAIL_ID);
        setup.upsjailConf.add("JAILDIR " + setup.jail());
        setup.upsjailConf.add("RUNDIR " + setup.directory().resolve("run"));
        setup.upsjailConf.add("STATEDIR " + setup.directory().resolve("state"));
        setup.upsjailConf.add("FINALWALL 0");
        return setup;
    }

    /** Adds lines to upsmon.conf; of a directive that does not repeat the last line counts. */
    public Setup upsmon(String... lines) {
        upsmonConf.addAll(List.of(lines));
        return this;
    }

    /** Adds lines to upsjail.conf. */
    public Setup upsjail(String... lines) {
        upsjailConf.addAll(List.of(lines));
        return this;
    }

    /** Takes every line away that begins with {@code directive}. */
    public Setup without(String directive) {
        upsmonConf.removeIf(line -> line.startsWith(directive + " "));
        return this;
    }

    /** A MONITOR line of {@link org.upsjail.it.upsd.UpsdUser#STANDARD}'s primary. */
    public Setup primaryOf(String system) {
        return upsmon("MONITOR " + system + " 1 prim pp primary");
    }

    /** A MONITOR line of {@link org.upsjail.it.upsd.UpsdUser#STANDARD}'s secondary. */
    public Setup secondaryOf(String system) {
        return upsmon("MONITOR " + system + " 1 sec ss secondary");
    }

    /** Gives upsmon.conf another mode than one for root alone, as {@code ls} shows it. */
    public Setup mode(String permissions) {
        mode = permissions;
        return this;
    }

    /** Writes both files. */
    public Path written() throws IOException {
        Files.write(directory.path().resolve("upsjail.conf"), upsjailConf);
        Path file = directory.path().resolve("upsmon.conf");
        Files.write(file, upsmonConf);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    public Path directory() {
        return directory.path();
    }

    public Path jail() {
        return directory.path().resolve("jail");
    }

    public Path flag() {
        return directory.path().resolve("killpower");
    }

    public HandlerLog handlers() {
        return handlers;
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            handlers.close();
        }
    }
}
