// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.it.await.Deadline;

/** The unit files by themselves, without a systemd that runs. */
class UnitFilesTest {

    private static final Path DEPLOY = Path.of("../deploy/src").toAbsolutePath().normalize();

    private static final Duration LIMIT = Deadline.OF_A_HANG;

    @ParameterizedTest
    @EnumSource
    void exposureIsNoMoreThanTheDocumentSays(UnitExposure exposure, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path unit = directory.resolve(exposure.unit());
        Files.copy(DEPLOY.resolve("systemd").resolve(exposure.unit()), unit);
        if (exposure.dropIn().isPresent()) {
            Path dropIns = Files.createDirectory(directory.resolve(exposure.unit() + ".d"));
            Files.copy(DEPLOY.resolve("systemd").resolve(exposure.dropIn().get()), dropIns.resolve("strict.conf"));
        }

        HostCommand judged = HostCommand.tried(
                LIMIT,
                List.of(
                        "/usr/bin/systemd-analyze",
                        "security",
                        "--no-pager",
                        "--offline=yes",
                        "--threshold=" + exposure.tenths(),
                        unit.toString()));

        assertEquals(0, judged.status(), judged.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr.lib.upsjail.monitor", "usr.lib.upsjail.dispatcher"})
    void profilesOfAppArmorParse(String profile) throws IOException, InterruptedException {
        HostCommand parsed = HostCommand.tried(
                LIMIT,
                List.of(
                        "/usr/sbin/apparmor_parser",
                        "-Q",
                        "-K",
                        DEPLOY.resolve("apparmor").resolve(profile).toString()));

        assertEquals(0, parsed.status(), parsed.text());
    }

    @Test
    void scriptsParse() throws IOException, InterruptedException {
        HostCommand parsed = HostCommand.tried(
                LIMIT,
                List.of(
                        "/bin/sh",
                        "-n",
                        DEPLOY.resolve("system-shutdown/upsjail").toString()));

        assertEquals(0, parsed.status(), parsed.text());
    }

    /** Addresses of every form; the names of the last file are none. */
    @Test
    void theAddressFilterIsMadeOfAddressesOnly(@TempDir Path directory) throws IOException, InterruptedException {
        Path conf = directory.resolve("upsmon.conf");
        Files.writeString(directory.resolve("upsjail.conf"), "NAMESERVERS 192.0.2.53 [2001:db8::53]:53\n");
        Files.writeString(conf, """
                MONITOR a@192.0.2.1:3493 1 u p primary
                MONITOR "b@[2001:db8::1]:99" 1 u p primary
                MONITOR c@localhost 1 u p primary
                """);
        HostCommand literal = addresses(directory);
        Files.writeString(conf, "MONITOR a@ups.example 1 u p primary\n");
        HostCommand named = addresses(directory);

        assertEquals(0, literal.status(), literal.text());
        assertTrue(
                literal.text().contains("IPAddressAllow=127.0.0.1 192.0.2.1 192.0.2.53 2001:db8::1 2001:db8::53 ::1"),
                literal.text());
        assertEquals(3, named.status(), named.text());
    }

    private static HostCommand addresses(Path directory) throws IOException, InterruptedException {
        return HostCommand.tried(
                LIMIT, List.of(DEPLOY.resolve("bin/upsjail-addresses").toString(), directory.toString()));
    }
}
