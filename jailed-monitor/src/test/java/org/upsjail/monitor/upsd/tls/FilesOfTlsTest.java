// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.config.ConfigException;

/** CERTPATH in its forms, and what may be wrong with it. */
class FilesOfTlsTest {

    private static final X509Certificate ONE = new Issuer("one").certificate();
    private static final X509Certificate TWO = new Issuer("two").certificate();

    @TempDir
    private Path directory;

    private static void assertRefused(String expected, Path path) {
        ConfigException refused = assertThrows(ConfigException.class, () -> TrustedCertificates.read(path));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused.getMessage());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void aFileWithRemarksBetweenItsCertificates() throws Exception {
        Path file = file("ca.pem", "# one\n" + Issuer.pem(ONE) + "\nsubject=two\r\n" + Issuer.pem(TWO));

        assertEquals(Set.of(ONE, TWO), TrustedCertificates.read(file));
    }

    @Test
    void aFileWithLinesEndedByCarriageReturnAndLineFeed() throws Exception {
        assertEquals(
                Set.of(ONE),
                TrustedCertificates.read(file("ca.pem", Issuer.pem(ONE).replace("\n", "\r\n"))));
    }

    @Test
    void aDirectoryWithoutHashLinks() throws Exception {
        file("one.crt", Issuer.pem(ONE));
        file("two.txt", Issuer.pem(TWO));
        file("README", "nothing to see");
        Files.createDirectory(directory.resolve("private"));

        assertEquals(Set.of(ONE, TWO), TrustedCertificates.read(directory));
    }

    @Test
    void aDirectoryWithHashLinks() throws Exception {
        Files.createSymbolicLink(directory.resolve("0a1b2c3d.0"), file("one.crt", Issuer.pem(ONE)));
        Files.createSymbolicLink(directory.resolve("dangling.0"), directory.resolve("absent"));

        assertEquals(Set.of(ONE), TrustedCertificates.read(directory));
    }

    @Test
    void nothingInIt() throws IOException {
        assertRefused("there is no certificate in it", file("ca.pem", "words\n"));
        assertRefused("there is no certificate in it", Files.createDirectory(directory.resolve("empty")));
    }

    @Test
    void aCertificateThatIsCutOffIsNamedWithItsLine() throws IOException {
        String whole = Issuer.pem(TWO);
        Path file = file("ca.pem", Issuer.pem(ONE) + "\n" + whole.substring(0, whole.length() / 2));
        int line = Issuer.pem(ONE).split("\n").length + 2;

        assertRefused("ca.pem:" + line + ": BEGIN CERTIFICATE without its END", file);
    }

    @Test
    void aCertificateThatIsNone() throws IOException {
        assertRefused("ca.pem:1: it is not a certificate", file("ca.pem", Issuer.pem("CERTIFICATE", new byte[100])));
    }

    @Test
    void whatIsNotBase64() throws IOException {
        String broken = "x\n-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n";

        assertRefused("ca.pem:2: what stands in it is not base64", file("ca.pem", broken));
    }

    @Test
    void aCertificateOfOpenssls() throws IOException {
        assertRefused("openssl x509 -in", file("ca.pem", Issuer.pem("TRUSTED CERTIFICATE", new byte[100])));
    }

    @Test
    void aFileWithoutEnd() throws IOException {
        assertRefused("larger than 1048576 bytes", file("ca.pem", "x".repeat(PemBlock.MAX_FILE_BYTES + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE-----\n-----BEGIN CERTIFICATE", "A", "\0"})
    void beginsWithoutEnds(String type) throws IOException {
        assertRefused("without its END", file("ca.pem", "-----BEGIN " + type + "-----\n"));
    }
}
