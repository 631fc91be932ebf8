// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.upsd.tls.Issuer.dns;
import static org.upsjail.monitor.upsd.tls.TlsScene.HOST;
import static org.upsjail.monitor.upsd.tls.TlsScene.serverEngine;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with servers that are as they should be, and with one of each kind that is not. */
class HandshakeTest {

    private final Issuer issuer = new Issuer("an authority");

    private static void assertFailed(TlsScene scene, String reason) {
        assertEquals(List.of("TLS: " + reason), scene.failed);
        assertEquals(List.of(), scene.sessionSaw);
        assertEquals("", scene.serverRead());
        assertFalse(scene.isOpen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theSessionBeginsEncryptedWhenAllThatIsDemandedHolds(String version) {
        TlsScene scene =
                TlsScene.verifying(issuer.alone()).handshakesWith(serverEngine(issuer.issue(HOST, dns(HOST)), version));

        assertEquals(List.of("by " + version + ", the certificate is verified"), scene.opened);
        assertEquals("USERNAME canary\n", scene.serverRead());
    }

    @Test
    void withoutADemandAnyCertificateWillDo() {
        TlsScene scene = TlsScene.opportunistic().handshakesWith(serverEngine(issuer.issue("another")));

        assertEquals(List.of("by TLSv1.3, the certificate is not verified"), scene.opened);
        assertEquals("USERNAME canary\n", scene.serverRead());
    }

    @Test
    void aFailedHandshakeIsNoReasonForPlainText() {
        TlsScene scene = TlsScene.opportunistic();
        scene.sent();
        scene.answers("OK STARTTLS\n").answers("this is not TLS, and never will be");

        assertEquals(List.of("TLS: what upsd sent is not TLS"), scene.failed);
        assertFalse(scene.sent().contains("USERNAME"));
    }

    @Test
    void aCertificateOfAnotherIssuer() {
        assertFailed(
                TlsScene.verifying(new Issuer("another").alone())
                        .handshakesWith(serverEngine(issuer.issue(HOST, dns(HOST)))),
                "the certificate of upsd is not issued by anyone in CERTPATH");
    }

    @Test
    void aCertificateOfAnIssuerWithTheSameName() {
        assertFailed(
                TlsScene.verifying(new Issuer("an authority").alone())
                        .handshakesWith(serverEngine(issuer.issue(HOST, dns(HOST)))),
                "the certificate of upsd is not issued by anyone in CERTPATH");
    }

    @Test
    void aCertificateForAnotherName() {
        assertFailed(
                TlsScene.verifying(issuer.alone()).handshakesWith(serverEngine(issuer.issue(HOST, dns("another.org")))),
                "the certificate of upsd is not for " + HOST);
    }

    @Test
    void aCertificateThatHasExpired() {
        Instant now = Instant.now();
        assertFailed(
                TlsScene.verifying(issuer.alone())
                        .handshakesWith(serverEngine(issuer.issue(
                                HOST, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)), dns(HOST)))),
                "the certificate of upsd, or of its issuer, has expired by this host's clock");
    }

    @Test
    void aCertificateThatIsNotYetValid() {
        Instant now = Instant.now();
        assertFailed(
                TlsScene.verifying(issuer.alone())
                        .handshakesWith(serverEngine(issuer.issue(
                                HOST, now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)), dns(HOST)))),
                "the certificate of upsd, or of its issuer, is not yet valid by this host's clock");
    }

    @Test
    void aCertificateIssuedByOneThatIsNoAuthority() {
        OwnCertificate own = issuer.issue(HOST, dns(HOST));
        assertFailed(
                TlsScene.verifying(Set.of(own.certificate()))
                        .handshakesWith(serverEngine(new Issuer("an authority").issue(HOST, dns(HOST)))),
                "the certificate of upsd is not issued by anyone in CERTPATH");
    }

    @Test
    void aCertificateThatIsItselfTrustedIsPinned() {
        OwnCertificate own = issuer.issue(HOST, dns(HOST));
        TlsScene scene = TlsScene.verifying(Set.of(own.certificate())).handshakesWith(serverEngine(own));

        assertEquals(List.of("by TLSv1.3, the certificate is verified"), scene.opened);
    }

    @Test
    void aPinnedCertificateExpiresToo() {
        Instant now = Instant.now();
        OwnCertificate own =
                issuer.issue(HOST, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)), dns(HOST));
        assertFailed(
                TlsScene.verifying(Set.of(own.certificate())).handshakesWith(serverEngine(own)),
                "the certificate of upsd, or of its issuer, has expired by this host's clock");
    }

    @Test
    void sessionsThatAServerOffersAreKeptUpToALimit() {
        assertEquals(
                TlsClient.MAX_SESSIONS,
                TlsClient.context(null, PeerTrust.everyone())
                        .getClientSessionContext()
                        .getSessionCacheSize());
    }

    @Test
    void anOldVersionOfTls() {
        TlsScene scene = new TlsScene(
                new org.upsjail.protocol.config.TlsDemand(false, false, HOST),
                TlsClient.context(null, PeerTrust.everyone()),
                List.of("TLSv1.3"));
        assertFailed(
                scene.handshakesWith(serverEngine(issuer.issue(HOST), "TLSv1.2")),
                "upsd speaks no version of TLS that is allowed here (TLSMIN in upsjail.conf)");
    }

    @Test
    void aServerThatFallsSilentInTheHandshake() {
        TlsScene scene = TlsScene.forcing();
        scene.sent();
        scene.answers("OK STARTTLS\n");
        scene.passes(StartTlsHandler.HANDSHAKE_LIMIT.minusNanos(1));
        assertTrue(scene.isOpen());
        scene.passes(Duration.ofSeconds(1));

        assertFailed(scene, "no handshake within 10 s");
    }

    @Test
    void aServerThatClosesInTheHandshake() {
        TlsScene scene = TlsScene.forcing();
        scene.sent();
        scene.answers("OK STARTTLS\n");
        scene.peerCloses();

        assertFailed(scene, "the connection was closed during the handshake");
    }

    @Test
    void anAlertInTheHandshake() {
        TlsScene scene = TlsScene.forcing();
        scene.sent();
        scene.answers("OK STARTTLS\n").answers("\u0015\u0003\u0003\u0000\u0002\u0002(");

        assertFailed(scene, "upsd refused the handshake (alert handshake_failure)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void ourCertificateIsShownWhenAskedFor(String version) throws SSLPeerUnverifiedException {
        OwnCertificate ours = issuer.issue("this host");
        SSLEngine engine = serverEngine(issuer.issue(HOST, dns(HOST)), version);
        engine.setNeedClientAuth(true);
        TlsScene scene = TlsScene.verifying(issuer.alone(), HOST, ours).handshakesWith(engine);

        assertEquals("USERNAME canary\n", scene.serverRead());
        assertArrayEquals(
                new X509Certificate[] {ours.certificate()}, engine.getSession().getPeerCertificates());
    }

    @Test
    void withoutAskingOurCertificateIsNotShown() {
        SSLEngine engine = serverEngine(issuer.issue(HOST, dns(HOST)));
        TlsScene.verifying(issuer.alone(), HOST, issuer.issue("this host")).handshakesWith(engine);

        assertThrows(SSLPeerUnverifiedException.class, () -> engine.getSession().getPeerCertificates());
    }

    @Test
    void aServerThatMissesOurCertificateIsToldOfByItsAlert() {
        SSLEngine engine = serverEngine(issuer.issue(HOST, dns(HOST)), "TLSv1.3");
        engine.setNeedClientAuth(true);
        TlsScene scene = TlsScene.verifying(issuer.alone()).handshakesWith(engine);

        assertTrue(
                scene.sessionSaw.toString().contains("TLS: upsd refused the handshake (alert "),
                scene.sessionSaw.toString());
    }
}
