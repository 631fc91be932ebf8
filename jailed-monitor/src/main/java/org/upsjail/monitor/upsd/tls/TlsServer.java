// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.upsjail.protocol.config.TlsDemand;
import org.upsjail.protocol.config.UpsAddress;

/** One upsd as TLS sees it: what is demanded, and how a handshake with it begins. */
final class TlsServer {

    private final UpsAddress address;
    private final TlsDemand demand;
    private final PeerName name;
    private final SSLContext context;
    private final String[] versions;

    /** @param context believes whoever {@code demand} lets be believed, names aside */
    TlsServer(UpsAddress address, TlsDemand demand, SSLContext context, List<String> versions) {
        this.address = address;
        this.demand = demand;
        this.name = PeerName.of(demand.peerName());
        this.context = context;
        this.versions = versions.toArray(String[]::new);
    }

    boolean needsTls() {
        return demand.needsTls();
    }

    boolean isVerified() {
        return demand.verify();
    }

    SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine(address.host(), address.port());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(versions);
        return engine;
    }

    /** After a handshake, also one that takes an earlier session up again. */
    void checkName(SSLSession session) throws PeerRefused {
        if (!demand.verify()) {
            return;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate certificate && name.matches(certificate)) {
                return;
            }
        } catch (SSLPeerUnverifiedException without) {
            // It has no name at all, then.
        }
        throw new PeerRefused("the certificate of upsd is not for " + demand.peerName());
    }
}
