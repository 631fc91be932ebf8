// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root lays down for a dispatcher that may not read the passwords. */
class WithoutSecretsTest {

    private static final String CONF = """
            # who
            MONITOR ups@127.0.0.1 1 watch sesame primary

            MINSUPPLIES = 1
            RUN_AS_USER root
            NOTIFYMSG ONBATT "%s: \\"gone\\" \\\\ \\#1"
            SHUTDOWNCMD "/sbin/shutdown \\
            -h +0"
            CERTIDENT "name" "key password"
            CERTFILE /etc/ssl/own.pem
            NOTIFYMSG ONLINE ""
            """;

    @TempDir
    Path directory;

    @Test
    void noPasswordIsInIt() throws IOException {
        String text = ConfigurationReader.withoutSecrets(conf());

        assertFalse(text.contains("sesame"), text);
        assertFalse(text.contains("key password"), text);
        assertTrue(text.contains("watch"), text);
    }

    @Test
    void itReadsAsTheSameConfiguration() throws IOException, ConfigException {
        Path conf = conf();
        Configuration whole = ConfigurationReader.read(conf, SecretPolicy.DROP);
        Path copy = Files.createDirectory(directory.resolve("copy")).resolve("upsmon.conf");
        Files.writeString(copy, ConfigurationReader.withoutSecrets(conf));
        Configuration accepted = ConfigurationReader.readAccepted(copy);

        assertEquals(whole.digest(), accepted.digest());
        assertEquals(whole.upsmon().shutdown(), accepted.upsmon().shutdown());
        assertEquals(
                whole.upsmon().notifications().messages(),
                accepted.upsmon().notifications().messages());
    }

    @Test
    void eachLineKeepsItsNumber() throws IOException {
        String text = ConfigurationReader.withoutSecrets(conf());

        assertEquals("\"MINSUPPLIES\" \"1\" ", text.split("\n", -1)[3]);
        assertEquals("\"CERTIDENT\" \"name\" \"*\" ", text.split("\n", -1)[8]);
    }

    @Test
    void withoutAFileThereIsNothing() {
        assertEquals("", ConfigurationReader.withoutSecrets(directory.resolve("upsjail.conf")));
    }

    /** Everybody may read the copy: there is nothing in it that they may not. */
    @Test
    void theCopyMayBeReadByAll() throws IOException, ConfigException {
        Path copy = directory.resolve("copy.conf");
        Files.writeString(copy, ConfigurationReader.withoutSecrets(conf()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals(
                1, ConfigurationReader.readAccepted(copy).upsmon().monitors().size());
    }

    private Path conf() throws IOException {
        Path conf = directory.resolve("upsmon.conf");
        Files.writeString(conf, CONF);
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));
        return conf;
    }
}
