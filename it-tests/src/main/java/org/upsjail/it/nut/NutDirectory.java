// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.UpsdUser;

/** The files of one NUT: its configuration, and what each dummy driver reads. */
final class NutDirectory implements AutoCloseable {

    private final TemporaryDirectory directory = TemporaryDirectory.create("upsjail-nut-");
    private final Path etc = Files.createDirectory(directory.path().resolve("etc"));
    private final Path run = Files.createDirectory(directory.path().resolve("run"));
    private final Map<String, Map<String, String>> variables = new HashMap<>();

    /**
     * dummy-ups reads its file again only when the time stamp is another, and it looks at whole seconds: each writing
     * gets a second of its own, whatever the clock says.
     */
    private long stamp = Instant.parse("2001-01-01T00:00:00Z").getEpochSecond();

    NutDirectory() throws IOException {}

    Path path() {
        return directory.path();
    }

    /** The socket through which upsd reaches a driver. */
    Path driverSocket(String ups) {
        return run.resolve("dummy-ups-" + ups);
    }

    /** What makes every program of NUT use this directory and no other. */
    Map<String, String> environment() {
        String path = "/usr/sbin:/usr/bin:/sbin:/bin";
        return Map.of(
                "PATH", path,
                "NUT_CONFPATH", etc.toString(),
                "NUT_STATEPATH", run.toString(),
                "NUT_ALTPIDPATH", run.toString(),
                "NUT_PIDPATH", run.toString());
    }

    void configure(List<String> upsNames, List<UpsdUser> users, int port, Duration maxAge, List<String> upsdConf)
            throws IOException {
        StringBuilder ups = new StringBuilder("maxstartdelay = 3\npollinterval = 1\n");
        for (String name : upsNames) {
            ups.append(String.format(
                    Locale.ROOT, "[%s]\n  driver = dummy-ups\n  port = %s.dev\n  mode = dummy-once\n", name, name));
            variables.put(name, new TreeMap<>(Map.of("ups.status", "OL", "battery.charge", "100")));
            write(name);
        }
        Files.writeString(etc.resolve("ups.conf"), ups);
        Files.writeString(
                etc.resolve("upsd.conf"),
                String.format(
                                Locale.ROOT,
                                "STATEPATH %s\nLISTEN 127.0.0.1 %d\nMAXAGE %d\n",
                                run,
                                port,
                                maxAge.toSeconds())
                        + String.join("\n", upsdConf)
                        + "\n");
        StringBuilder accounts = new StringBuilder();
        for (UpsdUser user : users) {
            accounts.append(String.format(Locale.ROOT, "[%s]\n  password = %s\n", user.name(), user.password()));
            switch (user.role()) {
                case PRIMARY -> accounts.append("  upsmon primary\n");
                case SECONDARY -> accounts.append("  upsmon secondary\n");
                case NONE -> {}
            }
        }
        Files.writeString(etc.resolve("upsd.users"), accounts);
    }

    void set(String ups, String variable, String value) throws IOException {
        Map<String, String> ofUps = variables.get(ups);
        if (ofUps == null) {
            throw new IllegalArgumentException("no such UPS: " + ups);
        }
        ofUps.put(variable, value);
        write(ups);
    }

    /** Renamed into place: the driver sees the old file or the new one, never a half. */
    private void write(String ups) throws IOException {
        StringBuilder lines = new StringBuilder();
        variables
                .getOrDefault(ups, Map.of())
                .forEach((name, value) ->
                        lines.append(name).append(": ").append(value).append('\n'));
        Path fresh = etc.resolve(ups + ".new");
        Files.writeString(fresh, lines);
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.ofEpochSecond(++stamp)));
        Files.move(fresh, etc.resolve(ups + ".dev"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
