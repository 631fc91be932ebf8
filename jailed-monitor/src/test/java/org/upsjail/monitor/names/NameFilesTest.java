// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameFilesTest {

    @TempDir
    Path etc;

    private final List<String> log = new ArrayList<>();

    private NameFiles files() {
        return new NameFiles(etc, etc.resolve("hostname"), log::add);
    }

    private FixedNames fixed(String... hosts) {
        return FixedNames.of(List.of(hosts), files());
    }

    @Test
    void absentFilesAreEmptyAndNotSpokenOf() {
        assertEquals(ResolvConf.ownServer(), files().resolvConf().servers());
        assertEquals(Map.of(), files().hosts(Set.of("nas")));
        assertFalse(files().namesComeFromElsewhereToo());
        assertEquals(List.of(), log);
    }

    @Test
    void sourcesBesideFilesAndDnsAreSeen() throws IOException {
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files mdns4_minimal dns\n");

        assertTrue(files().namesComeFromElsewhereToo());
    }

    @Test
    void fileThatCannotBeReadIsSaid() throws IOException {
        Files.createDirectory(etc.resolve("resolv.conf"));

        assertEquals(ResolvConf.ownServer(), files().resolvConf().servers());
        assertEquals(1, log.size());
        assertTrue(log.get(0).startsWith(etc.resolve("resolv.conf") + " cannot be read"), log.get(0));
    }

    @Test
    void domainOfThisHostComesFromItsName() throws IOException {
        Files.writeString(etc.resolve("hostname"), "box.lan.example\n");

        assertEquals(List.of("lan.example"), files().resolvConf().search());
    }

    @Test
    void resolvConfIsReadNoFurtherThanItsLimit() throws IOException {
        Files.writeString(etc.resolve("resolv.conf"), "nameserver 192.0.2.1\n" + "#\n".repeat(40_000));

        assertEquals("[/192.0.2.1:53]", files().resolvConf().servers().toString());
        assertEquals(List.of(etc.resolve("resolv.conf") + " is read no further than 65536 bytes"), log);
    }

    @Test
    void literalsAndNamesOfTheFileNeedNoQuestion() throws IOException {
        Files.writeString(etc.resolve("hosts"), "192.0.2.1 nas\n192.0.2.2 localhost\n192.0.2.3 192.0.2.4\n");
        FixedNames fixed = fixed("NAS", "::1", "192.0.2.4", "localhost", "other.example");

        assertEquals(
                Set.of("nas", "::1", "192.0.2.4", "localhost"), fixed.known().keySet());
        assertEquals("[/192.0.2.1]", String.valueOf(fixed.known().get("nas")));
        assertEquals("[/192.0.2.2]", String.valueOf(fixed.known().get("localhost")));
        assertEquals("[/192.0.2.4]", String.valueOf(fixed.known().get("192.0.2.4")));
        assertEquals(List.of("other.example"), fixed.unknown());
    }

    @Test
    void localhostIsLoopbackEvenWithoutAFile() {
        FixedNames fixed = fixed("localhost", "ups.localhost");

        assertTrue(fixed.known().values().stream()
                .allMatch(addresses -> addresses.size() == 2 && addresses.get(0).isLoopbackAddress()));
        assertEquals(2, fixed.known().size());
        assertEquals(List.of(), fixed.unknown());
    }
}
