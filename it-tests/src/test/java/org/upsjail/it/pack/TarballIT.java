// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.installed.Installation;
import org.upsjail.it.root.DebianRelease;
import org.upsjail.it.root.DebianRoot;
import org.upsjail.it.root.Said;

/** The tarball and its install script, on a host without an init: what would take over is seen in PackageIT. */
@ParameterizedClass
@EnumSource(DebianRelease.class)
class TarballIT {

    private static final String FILES = "find / -xdev | sort";

    /** JUnit gives it to {@link #unpack} where a field asks for it. */
    @Parameter
    @SuppressWarnings("NullAway.Init")
    DebianRelease release;

    @SuppressWarnings("NullAway.Init")
    private static DebianRoot host;

    @SuppressWarnings("NullAway.Init")
    private static String filesBefore;

    @BeforeParameterizedClassInvocation
    static void unpack(DebianRelease release) throws IOException, InterruptedException {
        host = DebianRoot.pristine(release);
        Files.copy(tarball(), host.path().resolve("root/upsjail.tar.gz"));
        host.done("cd /root", "tar xf upsjail.tar.gz", "mv upsjail-* unpacked");
        filesBefore = host.done(FILES);
    }

    @AfterParameterizedClassInvocation
    static void leave() throws IOException {
        host.close();
    }

    @Test
    void theScriptShowsWhatItWouldDoAndDoesNothing() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            String said = root.done("/root/unpacked/install.sh --show");

            assertTrue(said.contains("  systemd-sysusers upsjail.conf"), said);
            assertTrue(said.endsWith("  /usr/lib/upsjail/bin/upsjail-takeover"), said);
            assertEquals(filesBefore, root.done(FILES));
        }
    }

    @Test
    void withoutAYesNothingIsDone() throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            Said said = root.sh("/root/unpacked/install.sh </dev/null");

            assertEquals(1, said.status());
            assertTrue(said.text().endsWith("nothing was done"), said.text());
            assertEquals(filesBefore, root.done(FILES));
        }
    }

    @Test
    void whatWasInstalledRunsAndIsRemovedAgainButForTheFileOfTheAdministrator()
            throws IOException, InterruptedException {
        try (DebianRoot root = host.copy()) {
            root.done("/root/unpacked/install.sh --yes");
            assertTrue(root.done("upsjail -V").startsWith("upsjail 0."));
            assertTrue(root.done("ls /usr/lib/upsjail/lib/cds").contains("monitor.jsa"));

            root.done("/root/unpacked/install.sh --remove --yes", "rm /etc/nut/upsjail.conf");
            assertEquals(filesBefore, root.done(FILES));
        }
    }

    private static Path tarball() throws IOException {
        Path target = Installation.built().home().resolveSibling(".").normalize();
        List<Path> tarballs = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "upsjail-*.tar.gz")) {
            found.forEach(tarballs::add);
        }
        assertEquals(1, tarballs.size(), "one tarball in " + target + "; run mvn clean package");
        return tarballs.get(0);
    }
}
