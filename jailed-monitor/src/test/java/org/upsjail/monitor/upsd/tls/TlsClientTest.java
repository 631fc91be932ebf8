// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.monitor.upsd.ConnectionSetup;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.SecretPolicy;

/** What the directives of TLS come to. */
class TlsClientTest {

    private static final String WATCHED = "MONITOR ups@ups.example.org 1 user pass secondary\nSHUTDOWNCMD true\n";

    private final Issuer issuer = new Issuer("an authority");

    @TempDir
    private Path directory;

    private Configuration configuration(String upsmonConf, String upsjailConf) throws IOException, ConfigException {
        write("upsjail.conf", upsjailConf);
        return ConfigurationReader.read(write("upsmon.conf", WATCHED + upsmonConf), SecretPolicy.KEEP);
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private TlsClient client(String upsmonConf, String upsjailConf) throws IOException, ConfigException {
        return TlsClient.read(configuration(upsmonConf, upsjailConf)).orElseThrow();
    }

    private static MonitorLine monitor(Configuration configuration) {
        return configuration.upsmon().monitors().get(0);
    }

    private TlsServer server(String upsmonConf, String upsjailConf) throws IOException, ConfigException {
        Configuration configuration = configuration(upsmonConf, upsjailConf);
        return TlsClient.read(configuration).orElseThrow().serverOf(monitor(configuration));
    }

    private String certPath() throws IOException {
        return "CERTPATH " + write("ca.pem", Issuer.pem(issuer.certificate())) + "\n";
    }

    private String certFile() throws IOException {
        OwnCertificate own = issuer.issue("this host");
        String key = Issuer.pem("PRIVATE KEY", own.getPrivateKey("").getEncoded());
        return "CERTFILE " + write("own.pem", key + Issuer.pem(own.certificate())) + "\n";
    }

    @Test
    void turnedOffNothingIsReadAndThePasswordOfTheKeyIsForgotten() throws Exception {
        Configuration configuration = configuration("CERTFILE /nowhere\nCERTIDENT name s3cret\n", "STARTTLS off\n");

        assertEquals(Optional.empty(), TlsClient.read(configuration));
        assertArrayEquals(
                new char[6],
                configuration
                        .upsmon()
                        .tls()
                        .certIdent()
                        .orElseThrow()
                        .keyPassword()
                        .copyOfValue());
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS off, false", "STARTTLS try, true", "STARTTLS require, true", "'', true"})
    void thereIsSomethingToReadUnlessItIsTurnedOff(String upsjailConf, boolean wanted) throws Exception {
        assertEquals(wanted, TlsClient.wanted(configuration("", upsjailConf + "\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "'',              '',               false",
        "FORCESSL 1,      '',               true",
        "'',              STARTTLS require, true",
    })
    void tlsIsDemandedByEitherFile(String upsmonConf, String upsjailConf, boolean demanded) throws Exception {
        TlsServer server = server(upsmonConf + "\n", upsjailConf + "\n");

        assertEquals(demanded, server.needsTls());
        assertFalse(server.isVerified());
    }

    @Test
    void certificatesAreVerifiedWhereThatIsAsked() throws Exception {
        assertTrue(server(certPath() + "CERTVERIFY 1\n", "").isVerified());
    }

    @Test
    void certificateOfAnIssuerInCertpathIsBelieved() throws Exception {
        TlsScene scene = new TlsScene(server(certPath() + "CERTVERIFY 1\n", ""))
                .handshakesWith(TlsScene.serverEngine(issuer.issue(TlsScene.HOST)));

        assertEquals(List.of("by TLSv1.3, the certificate is verified"), scene.opened);
    }

    @Test
    void certificateOfAnotherIssuerIsNotBelieved() throws Exception {
        TlsScene scene = new TlsScene(server(certPath() + "CERTVERIFY 1\n", ""))
                .handshakesWith(TlsScene.serverEngine(new Issuer("another").issue(TlsScene.HOST)));

        assertEquals(List.of("TLS: the certificate of upsd is not issued by anyone in CERTPATH"), scene.failed);
    }

    @Test
    void certpathAloneDemandsNothingOfACertificate() throws Exception {
        TlsScene scene = new TlsScene(server(certPath(), ""))
                .handshakesWith(TlsScene.serverEngine(new Issuer("another").issue(TlsScene.HOST)));

        assertEquals(List.of("by TLSv1.3, the certificate is not verified"), scene.opened);
    }

    @Test
    void serverThatCerthostExceptsIsNotVerified() throws Exception {
        TlsScene scene = new TlsScene(server(
                        certPath() + "CERTVERIFY 1\nCERTHOST " + TlsScene.HOST + " \"\" 0 0\n"
                                + "MONITOR ups@another.example.org 1 user pass secondary\n",
                        ""))
                .handshakesWith(TlsScene.serverEngine(new Issuer("another").issue(TlsScene.HOST)));

        assertEquals(List.of("by TLSv1.3, the certificate is not verified"), scene.opened);
    }

    @Test
    void certpathThatIsNotThereIsRefused() throws IOException {
        ConfigException refused = assertThrows(ConfigException.class, () -> client("CERTPATH /nowhere\n", ""));

        assertTrue(String.valueOf(refused.getMessage()).contains("CERTPATH /nowhere does not exist"));
    }

    @Test
    void certpathIsReadThoughNothingIsVerified() throws IOException {
        String empty = "CERTPATH " + write("ca.pem", "nothing") + "\n";
        ConfigException refused = assertThrows(ConfigException.class, () -> client(empty, ""));

        assertTrue(String.valueOf(refused.getMessage()).contains("there is no certificate in it"));
    }

    @Test
    void ownCertificateIsThatOfCertfile() throws Exception {
        assertNotNull(client(certFile(), "").own());
        assertNull(client("", "").own());
    }

    @Test
    void certificateThatIsOverIsAWarning() throws Exception {
        Instant now = Instant.now();
        OwnCertificate old = issuer.issue("old", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)));
        String both = certPath() + "CERTVERIFY 1\n";
        assertEquals(List.of(), client(both, "").warnings());
        write("ca.pem", Issuer.pem(old.certificate()));

        assertEquals(
                1,
                client("CERTPATH " + directory.resolve("ca.pem") + "\nCERTVERIFY 1\n", "")
                        .warnings()
                        .size());
    }

    @Test
    void versionsAreThoseFromTlsminOn() throws Exception {
        assertEquals(List.of("TLSv1.3"), client("", "TLSMIN 1.3\n").versions());
        assertEquals(List.of("TLSv1.2", "TLSv1.3"), client("", "").versions());
    }

    @Test
    void whatProtectsAConnectionIsLoggedWhenItChanges() throws Exception {
        Configuration configuration = configuration("", "");
        List<String> log = new ArrayList<>();
        ConnectionSetup setup = TlsClient.read(configuration).orElseThrow().setupFor(monitor(configuration), log::add);
        answered(setup, "ERR FEATURE-NOT-CONFIGURED\n");
        answered(setup, "ERR FEATURE-NOT-CONFIGURED\n");
        answered(setup, "ERR FEATURE-NOT-SUPPORTED\n");

        assertEquals(
                List.of(
                        "UPS ups@ups.example.org: connected in plain text, upsd offers no TLS (FEATURE-NOT-CONFIGURED)",
                        "UPS ups@ups.example.org: connected in plain text, upsd offers no TLS (FEATURE-NOT-SUPPORTED)"),
                log);
    }

    private static void answered(ConnectionSetup setup, String answer) {
        EmbeddedChannel connection = new EmbeddedChannel();
        setup.prepare(connection.pipeline(), failed -> {});
        connection.pipeline().fireChannelActive();
        connection.writeInbound(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII));
        connection.finishAndReleaseAll();
    }
}
