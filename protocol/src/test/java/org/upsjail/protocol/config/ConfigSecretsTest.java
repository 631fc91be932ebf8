// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a password may be and where it may never be. */
class ConfigSecretsTest {

    private static final String PASSWORD = "P@ss=W0rd";
    private static final String MONITOR = "MONITOR ups@host 1 user \"" + PASSWORD + "\" primary\n";

    @TempDir
    private Path directory;

    @Test
    void keptPasswordIsTheSecretOfItsLine() {
        ConfigLine line = Lexed.of(MONITOR, SecretPolicy.KEEP).lines().get(0);

        assertArrayEquals(PASSWORD.toCharArray(), line.secret().orElseThrow().copyOfValue());
    }

    @Test
    void droppedPasswordIsEmpty() {
        ConfigLine line = Lexed.of(MONITOR, SecretPolicy.DROP).lines().get(0);

        assertArrayEquals(new char[0], line.secret().orElseThrow().copyOfValue());
    }

    @ParameterizedTest
    @EnumSource
    void passwordIsNeverAWord(SecretPolicy policy) {
        ConfigLine line = Lexed.of(MONITOR, policy).lines().get(0);

        assertEquals(List.of("MONITOR", "ups@host", "1", "user", "*", "primary"), line.words());
        assertFalse(line.toString().contains(PASSWORD), line.toString());
    }

    @ParameterizedTest
    @EnumSource
    void keyPasswordOfCertidentIsNeverAWord(SecretPolicy policy) {
        ConfigLine line =
                Lexed.of("CERTIDENT \"my name\" s3cret\n", policy).lines().get(0);

        assertEquals(List.of("CERTIDENT", "my name", "*"), line.words());
    }

    @Test
    void passwordMayBeEscapedAndContinued() {
        ConfigLine line = Lexed.of("MONITOR u 1 n \"a\\\"\\\nb\\#\" primary\n", SecretPolicy.KEEP)
                .lines()
                .get(0);

        assertArrayEquals("a\"b#".toCharArray(), line.secret().orElseThrow().copyOfValue());
    }

    @Test
    void secretShowsNothing() {
        assertEquals("***", new Secret(PASSWORD.toCharArray()).toString());
    }

    @Test
    void wipedSecretIsGone() {
        Secret secret = new Secret(PASSWORD.toCharArray());
        secret.wipe();

        assertArrayEquals(new char[PASSWORD.length()], secret.copyOfValue());
    }

    @Test
    void copyOfASecretIsWipedWithoutIt() {
        Secret secret = new Secret(PASSWORD.toCharArray());
        secret.copyOfValue()[0] = '\0';

        assertArrayEquals(PASSWORD.toCharArray(), secret.copyOfValue());
    }

    /** Each makes a problem of the text around it, or of the line itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MONITOR ups@host 1 user \"P@ss=W0rd\" guest\n",
                "MONITOR ups@host 1 user \"P@ss=W0rd\" primary surplus\n",
                "MONITOR ups@host 1 \"P@ss=W0rd\" primary\n",
                "MONITOR ups@host -1 user \"P@ss=W0rd\" primary\n",
                "MONITOR @host 1 user \"P@ss=W0rd\" primary\n",
                "MONITOR ups@host 1 user \"P@ss=W0rd primary\n",
                "MONITOR ups@host 1 user \"#P@ss=W0rd\" primary\n",
                "MONITOR ups@host 1 \"user P@ss=W0rd primary\nNOTIFYCMD \"x y\"\n",
                "MONITOR ups@host \"1 user P@ss=W0rd primary\nNOTIFYMSG \"ONLINE\" a b c\n",
                "MONITOR \"ups@host 1 user P@ss=W0rd primary\nNOTIFYMSG \"ONLINE\" a b c\n",
                "POLLFREQ \"5\nMONITOR ups@host 1 user P@ss=W0rd primary\nNOTIFYCMD \"x y\"\n",
                "\"POLLFREQ\nMONITOR ups@host 1 user P@ss=W0rd primary\nNOTIFYCMD \"x y\"\n",
                "NOTIFYFLAG ONLINE \"EXEC\nMONITOR ups@host 1 user P@ss=W0rd primary\nNOTIFYCMD \"x y\"\n"
            })
    void passwordIsInNoProblem(String text) throws IOException {
        for (SecretPolicy policy : SecretPolicy.values()) {
            ConfigException refused = assertThrows(ConfigException.class, () -> read(text, policy));
            assertFalse(String.valueOf(refused.getMessage()).contains("W0rd"), refused.getMessage());
            assertFalse(refused.problems().toString().contains("W0rd"), refused.getMessage());
        }
    }

    @Test
    void digestIsTheSameForBothProcesses() throws Exception {
        assertEquals(
                read(whole("one"), SecretPolicy.KEEP).digest(),
                read(whole("one"), SecretPolicy.DROP).digest());
    }

    @Test
    void digestIsTheSameForDifferentPasswords() throws Exception {
        assertEquals(
                read(whole("one"), SecretPolicy.KEEP).digest(),
                read(whole("another"), SecretPolicy.KEEP).digest());
    }

    @Test
    void digestChangesWithAnyOtherWord() throws Exception {
        String before = read(whole("one"), SecretPolicy.KEEP).digest();

        assertNotEquals(
                before, read(whole("one") + "POLLFREQ 6\n", SecretPolicy.KEEP).digest());
        assertTrue(before.matches("[0-9a-f]{64}"), before);
    }

    @Test
    void acceptedConfigurationDoesNotShowPasswords() throws Exception {
        Configuration configuration = read(whole("s3cret"), SecretPolicy.KEEP);

        assertFalse(configuration.toString().contains("s3cret"));
    }

    private static String whole(String password) {
        return "MONITOR ups 1 user " + password + " primary\nSHUTDOWNCMD /sbin/poweroff\n";
    }

    private Configuration read(String text, SecretPolicy policy) throws IOException, ConfigException {
        return ConfigurationReader.read(ConfFile.write(directory, text), policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P@ss=W0rd", "Word\"", "secret", "Secret", "S3CRET", "xyz-cret primary"})
    void wordThatCanBeNoDirectiveIsNotShown(String line) {
        String error = ReadConf.error(line);

        assertTrue(error.contains(":1: unknown directive (not shown); "), error);
        assertFalse(error.contains(line.substring(0, 3)), error);
    }

    @Test
    void wordThatMayBeMeantAsADirectiveIsShown() {
        assertTrue(ReadConf.error("SHUTDOWNCDM now").contains("unknown directive SHUTDOWNCDM;"));
        assertTrue(ReadConf.error("pollfreq 5").contains("unknown directive pollfreq;"));
    }
}
