// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Secret;
import org.upsjail.protocol.config.UpsmonConf.CertIdent;

/** CERTFILE with keys in the forms that openssl writes, and what may be wrong with it. */
class OwnCertificateReaderTest {

    @TempDir
    private Path directory;

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OwnCertificateReaderTest.class.getResourceAsStream(name + ".pem"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Optional<CertIdent> ident(String name, String password) {
        return Optional.of(new CertIdent(name, new Secret(password.toCharArray()), Path.of("upsmon.conf"), 7));
    }

    private OwnCertificate read(String content, Optional<CertIdent> ident) throws IOException, ConfigException {
        return read(content, ident, "rw-r-----");
    }

    private OwnCertificate read(String content, Optional<CertIdent> ident, String mode)
            throws IOException, ConfigException {
        Path file = Files.writeString(directory.resolve("own.pem"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return OwnCertificateReader.read(file, ident);
    }

    private void assertRefused(String expected, String content, Optional<CertIdent> ident) {
        ConfigException refused = assertThrows(ConfigException.class, () -> read(content, ident));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("s3cret"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-pkcs8-plain", "key-traditional-plain"})
    void aPlainKey(String key) throws Exception {
        OwnCertificate own = read(resource("cert-rsa") + resource(key), Optional.empty());

        assertEquals("RSA", own.getPrivateKey("").getAlgorithm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key-pkcs8-aes256",
                "key-pkcs8-des3",
                "key-pkcs8-sha512",
                "key-pkcs8-scrypt",
                "key-pkcs12-3des",
                "key-traditional-aes128"
            })
    void anEncryptedKey(String key) throws Exception {
        OwnCertificate own = read(resource(key) + resource("cert-rsa"), ident("", "s3cret"));

        assertEquals("RSA", own.getPrivateKey("").getAlgorithm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key-pkcs8-aes256",
                "key-pkcs8-des3",
                "key-pkcs8-sha512",
                "key-pkcs8-scrypt",
                "key-pkcs12-3des",
                "key-traditional-aes128"
            })
    void anEncryptedKeyWithAWrongPasswordOrNone(String key) throws IOException {
        String both = resource("cert-rsa") + resource(key);
        int line = resource("cert-rsa").split("\n").length + 1;

        assertRefused("own.pem:" + line + ": the key cannot be read", both, ident("", "wrong"));
        assertRefused("own.pem:" + line + ": the key cannot be read", both, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "ed25519"})
    void keysOtherThanRsa(String kind) throws Exception {
        OwnCertificate own = read(resource("cert-" + kind) + resource("key-" + kind), Optional.empty());

        assertEquals("CN=this host", own.certificate().getSubjectX500Principal().getName());
    }

    @Test
    void thePasswordIsWipedOnceItWasUsed() throws Exception {
        Optional<CertIdent> ident = ident("", "s3cret");
        read(resource("key-pkcs8-aes256") + resource("cert-rsa"), ident);

        assertArrayEquals(new char[6], ident.orElseThrow().keyPassword().copyOfValue());
    }

    @Test
    void thePasswordIsWipedWhenItWasWrong() throws IOException {
        Optional<CertIdent> ident = ident("", "wrong");
        assertRefused("cannot be read", resource("key-pkcs8-aes256") + resource("cert-rsa"), ident);

        assertArrayEquals(new char[5], ident.orElseThrow().keyPassword().copyOfValue());
    }

    @Test
    void theOwnCertificateComesFirstWhateverTheOrder() throws Exception {
        String others = Issuer.pem(new Issuer("another").certificate());
        OwnCertificate own = read(others + resource("key-pkcs8-plain") + resource("cert-rsa"), Optional.empty());

        assertEquals(
                "CN=this host,O=Test",
                own.certificate().getSubjectX500Principal().getName());
        assertEquals(1, own.getCertificateChain("").length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "this host", "THIS HOST", "CN=this host,O=Test"})
    void certidentMayNameIt(String name) throws Exception {
        read(resource("key-pkcs8-plain") + resource("cert-rsa"), ident(name, ""));
    }

    @Test
    void certidentThatNamesAnother() throws IOException {
        assertRefused(
                "upsmon.conf:7: CERTIDENT names a certificate that is not the one in ",
                resource("key-pkcs8-plain") + resource("cert-rsa"),
                ident("that host", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-----w-"})
    void aKeyThatEverybodyMayRead(String mode) throws IOException {
        String both = resource("key-pkcs8-plain") + resource("cert-rsa");
        ConfigException refused = assertThrows(ConfigException.class, () -> read(both, Optional.empty(), mode));

        assertTrue(String.valueOf(refused.getMessage()).contains("its private key is open to everybody; chmod o-rwx "));
    }

    @Test
    void noKey() throws IOException {
        assertRefused("it holds 0 private keys", resource("cert-rsa"), Optional.empty());
    }

    @Test
    void twoKeys() throws IOException {
        assertRefused(
                "it holds 2 private keys",
                resource("cert-rsa") + resource("key-pkcs8-plain") + resource("key-ec"),
                Optional.empty());
    }

    @Test
    void aKeyWithoutItsCertificate() throws IOException {
        assertRefused(
                "no certificate in the file belongs to this key",
                resource("cert-rsa") + resource("key-ec"),
                Optional.empty());
    }

    @Test
    void aKeyWithACertificateForAnotherKeyOfItsKind() throws IOException {
        assertRefused(
                "no certificate in the file belongs to this key",
                Issuer.pem(new Issuer("another").certificate()) + resource("key-ec"),
                Optional.empty());
    }

    @Test
    void theCertificatesOfItsIssuersFollowTheOwn() throws Exception {
        Issuer issuer = new Issuer("an authority");
        OwnCertificate issued = issuer.issue("this host");
        String key = Issuer.pem("PRIVATE KEY", issued.getPrivateKey("").getEncoded());
        String certificates = Issuer.pem(new Issuer("another").certificate()) + Issuer.pem(issuer.certificate());
        OwnCertificate own = read(key + certificates + Issuer.pem(issued.certificate()), Optional.empty());

        assertArrayEquals(
                new X509Certificate[] {issued.certificate(), issuer.certificate()}, own.getCertificateChain(""));
    }

    @Test
    void aKeyThatIsNone() throws IOException {
        assertRefused(
                "own.pem:1: the key cannot be read",
                Issuer.pem("PRIVATE KEY", new byte[50]) + resource("cert-rsa"),
                Optional.empty());
    }

    @Test
    void aKeyThatAsksForEndlessReckoning() throws IOException {
        assertRefused(
                "the key cannot be read", resource("key-pkcs8-endless") + resource("cert-rsa"), ident("", "s3cret"));
    }
}
