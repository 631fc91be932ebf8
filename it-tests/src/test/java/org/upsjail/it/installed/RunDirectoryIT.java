// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;
import static org.upsjail.it.installed.Answer.askAs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Who may enter RUNDIR and read what is in it: the operator's socket, and the copy with the passwords. */
class RunDirectoryIT {

    private static String ownerGroupAndMode(Path file) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return attributes.owner() + ":" + attributes.group() + " "
                + PosixFilePermissions.toString(attributes.permissions());
    }

    /** Of the configurations and their files. */
    private static Map<String, String> configurationsIn(Path runDirectory) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(runDirectory)) {
            for (Path file : files.toList()) {
                String name = runDirectory.relativize(file).toString();
                if (name.startsWith("configuration-")) {
                    found.put(name, ownerGroupAndMode(file));
                }
            }
        }
        return found;
    }

    @Test
    void onlyRootAndTheHandlersGroupMayEnter() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Path runDirectory = ups.setup().directory().resolve("run");

            assertEquals("root:nut rwxr-x---", ownerGroupAndMode(runDirectory));
        }
    }

    @Test
    void onlyRootMayReadTheCopiesOfTheConfiguration() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            // The one in force, and the one before it.
            assertEquals(0, ask(ups.setup(), "upsjail", "-c", "reload").status());

            String directory = "root:root rwx------";
            String file = "root:root rw-------";
            assertEquals(
                    Map.of(
                            "configuration-0", directory,
                            "configuration-0/upsjail.conf", file,
                            "configuration-0/upsmon.conf", file,
                            "configuration-1", directory,
                            "configuration-1/upsjail.conf", file,
                            "configuration-1/upsmon.conf", file),
                    configurationsIn(ups.setup().directory().resolve("run")));
        }
    }

    @Test
    void anAccountOutsideTheGroupIsAnsweredNothing() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Answer group = askAs("nut", ups.setup(), "upsjail", "-c", "status");
            Answer anybody = askAs("nobody", ups.setup(), "upsjail", "-c", "status");

            assertEquals(0, group.status(), group::text);
            assertTrue(group.text().contains(ups.system()), group::text);
            assertEquals(1, anybody.status(), anybody::text);
            assertFalse(anybody.text().contains(ups.system()), anybody::text);
        }
    }

    @Test
    void anAccountOutsideTheGroupRunsNoHandler() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Answer anybody = askAs("nobody", ups.setup(), "upsjail", "-c", "test", "ONBATT");
            Answer group = askAs("nut", ups.setup(), "upsjail", "-c", "test", "LOWBATT");

            assertEquals(1, anybody.status(), anybody::text);
            assertEquals(0, group.status(), group::text);
            assertEquals(0, ups.told("ONBATT"));
        }
    }
}
