// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.TlsDemand;
import org.upsjail.protocol.config.UpsAddress;

/**
 * Handshakes in memory, before the jail: what the JDK and Netty load with the first of each kind, files of the JDK among
 * it, is then loaded. The server's certificate and key are a resource of this package; nobody trusts them.
 */
public final class TlsRehearsal {

    private static final UpsAddress SERVER = new UpsAddress("rehearsal", "rehearsal.invalid", UpsAddress.DEFAULT_PORT);

    /** Passes of bytes from one side to the other; a full handshake takes three. */
    private static final int MAX_FLIGHTS = 10;

    private final OwnCertificate serversOwn;

    private TlsRehearsal() throws IOException, GeneralSecurityException, ConfigException {
        List<PemBlock> blocks;
        try (InputStream resource = TlsRehearsal.class.getResourceAsStream("rehearsal.pem")) {
            if (resource == null) {
                throw new IOException("rehearsal.pem is missing in the jar");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
            blocks = PemBlock.parse(Path.of("rehearsal.pem"), text);
        }
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0).content()));
        serversOwn = new OwnCertificate(key, TrustedCertificates.certificate(blocks.get(1)));
    }

    /**
     * What any handshake needs, before this host's files are known. Takes a tenth of a second, on the calling thread. What
     * it returns may play the rest on two threads at once.
     *
     * @throws IOException when no handshake of one of these versions succeeds: then none would inside
     */
    public static TlsRehearsal playVersions(List<String> versions) throws IOException {
        TlsRehearsal rehearsal = rehearsal();
        rehearsal.requireEach(versions, null);
        return rehearsal;
    }

    private static TlsRehearsal rehearsal() throws IOException {
        try {
            return new TlsRehearsal();
        } catch (GeneralSecurityException | ConfigException impossible) {
            throw new IOException("TLS cannot be rehearsed", impossible);
        }
    }

    /** What it takes to verify a certificate, and to refuse one. */
    public void playVerification() {
        SSLContext verifying = TlsClient.context(null, PeerTrust.issuedBy(Set.of(serversOwn.certificate())));
        // Whether these succeed is a matter of this host's clock.
        handshake(verifying, null, true, "TLSv1.3", SERVER.host());
        handshake(verifying, null, true, "TLSv1.2", "another.invalid");
    }

    /** What this host's own certificate and trust need besides, and what it takes to refuse one of another time. */
    public void playClient(TlsClient client) throws IOException {
        OwnCertificate own = client.own();
        if (own != null) {
            requireEach(client.versions(), own);
        }
        print(handshake(client.verifyingOrBelieving(), own, true, "TLSv1.3", SERVER.host()));
        refusalOfDates(serversOwn.certificate());
    }

    private void requireEach(List<String> versions, @Nullable OwnCertificate own) throws IOException {
        SSLContext believing = TlsClient.context(own, PeerTrust.everyone());
        for (String version : versions) {
            if (!handshake(believing, own, false, version, SERVER.host()).contains("by " + version)) {
                throw new IOException("no handshake of " + version + " succeeds in this process");
            }
        }
    }

    /** What the handler says in the end. */
    private String handshake(
            SSLContext context, @Nullable OwnCertificate own, boolean verify, String version, String name) {
        List<String> said = new ArrayList<>();
        TlsServer server = new TlsServer(SERVER, new TlsDemand(verify, true, name), context, List.of(version));
        EmbeddedChannel near = new EmbeddedChannel(new StartTlsHandler(server, said::add, said::add), new Greeting());
        near.releaseOutbound();
        near.writeInbound(Unpooled.copiedBuffer("OK STARTTLS\n", StandardCharsets.US_ASCII));
        EmbeddedChannel far = new EmbeddedChannel(new SslHandler(serverEngine(own != null)), new Listener());
        for (int flight = 0; flight < MAX_FLIGHTS; flight++) {
            pass(near, far);
            pass(far, near);
        }
        near.finishAndReleaseAll();
        far.finishAndReleaseAll();
        return String.join("; ", said);
    }

    private SSLEngine serverEngine(boolean wantsCertificate) {
        SSLEngine engine = TlsClient.context(serversOwn, PeerTrust.everyone()).createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(wantsCertificate);
        return engine;
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            if (to.isOpen()) {
                to.writeInbound(bytes);
            } else {
                bytes.release();
            }
        }
    }

    /** The messages of these exceptions name dates, which need the time zone, which is a file. */
    private static void refusalOfDates(X509Certificate certificate) {
        for (Instant time : new Instant[] {Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z")}) {
            try {
                certificate.checkValidity(Date.from(time));
            } catch (CertificateException refused) {
                print(refused.toString());
            }
        }
    }

    private static void print(String text) {
        new PrintWriter(new StringWriter()).println(text);
    }

    /** As a session does: a line as soon as it may. */
    private static final class Greeting extends Listener {

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer("USERNAME rehearsal\n", StandardCharsets.US_ASCII));
        }
    }

    /** Hears and forgets; that one side refuses the other is what some of these handshakes are for. */
    private static class Listener extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            print(cause.toString());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
