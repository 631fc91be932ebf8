// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that TLS needs and that are not there, or not of our kind. */
class TlsFilesTest {

    private static final String QUIET = "MONITOR ups 1 user pass primary\nSHUTDOWNCMD /sbin/poweroff\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"CERTPATH", "CERTFILE"})
    void absentFileIsNamedWithItsLine(String directive) {
        Path absent = directory.resolve("absent.pem");

        assertRefused("upsmon.conf:3: " + directive + " " + absent + " does not exist", directive + " " + absent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert9.db", "key4.db"})
    void nssDatabaseIsRecognised(String file) throws IOException {
        Files.createFile(directory.resolve(file));

        assertRefused("certutil -L -d sql:" + directory + " -n CA-NAME -a", "CERTPATH " + directory);
        assertRefused("pk12util -d sql:" + directory, "CERTPATH " + directory);
    }

    @Test
    void oldNssDatabaseIsRecognised() throws IOException {
        Files.createFile(directory.resolve("cert8.db"));

        assertRefused("certutil -L -d dbm:" + directory, "CERTPATH " + directory);
    }

    @Test
    void certidentNeedsCertfile() {
        assertRefused("CERTIDENT is set and CERTFILE is not", "CERTIDENT name pass");
    }

    @Test
    void certfileIsNoDirectory() {
        assertRefused("CERTFILE " + directory + " is a directory", "CERTFILE " + directory);
    }

    @Test
    void certfileThatIsAFileIsTaken() throws Exception {
        Path file = Files.createFile(directory.resolve("host.pem"));

        assertDoesNotThrow(() -> check("CERTFILE " + file));
    }

    @Test
    void nothingIsLookedForWhenTlsIsOff() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "STARTTLS off\n");

        assertDoesNotThrow(() -> check("CERTPATH /nonexistent\nCERTIDENT name pass"));
    }

    private void check(String lines) throws IOException, ConfigException {
        Path file = ConfFile.write(directory, QUIET + lines + "\n");
        TlsFiles.check(ConfigurationReader.read(file, SecretPolicy.DROP));
    }

    private void assertRefused(String expected, String lines) {
        ConfigException refused = assertThrows(ConfigException.class, () -> check(lines));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused.getMessage());
    }
}
