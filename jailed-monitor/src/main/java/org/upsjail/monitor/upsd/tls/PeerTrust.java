// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes certificates issued by some, by the rules of PKIX without revocation (that would mean files or the network),
 * or, when nothing is to be verified, every certificate. The name is compared elsewhere ({@link PeerName}).
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private static final X509Certificate[] NONE = {};

    private final @Nullable X509ExtendedTrustManager pkix;

    private PeerTrust(@Nullable X509ExtendedTrustManager pkix) {
        this.pkix = pkix;
    }

    static PeerTrust everyone() {
        return new PeerTrust(null);
    }

    /** A certificate in {@code trusted} is believed itself, too: that is how a self-signed one is pinned. */
    static PeerTrust issuedBy(Set<X509Certificate> trusted) {
        try {
            Set<TrustAnchor> anchors = trusted.stream()
                    .map(certificate -> new TrustAnchor(certificate, null))
                    .collect(Collectors.toSet());
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return new PeerTrust(extended);
                }
            }
            throw new IllegalStateException("this JRE has no PKIX trust manager");
        } catch (GeneralSecurityException everyJreHasIt) {
            throw new IllegalStateException(everyJreHasIt);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (pkix == null) {
            return;
        }
        try {
            // An anchor is believed without a look at its dates.
            chain[0].checkValidity();
            pkix.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refused) {
            throw new PeerRefused(reason(refused));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new PeerRefused("no sockets of the JDK are used");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new PeerRefused("certificates are checked with their connection only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (pkix != null) {
            throw new PeerRefused("clients do not come here");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new PeerRefused("clients do not come here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new PeerRefused("clients do not come here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NONE;
    }

    private static String reason(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || isFor(cause, BasicReason.EXPIRED)) {
                return "the certificate of upsd, or of its issuer, has expired by this host's clock";
            }
            if (cause instanceof CertificateNotYetValidException || isFor(cause, BasicReason.NOT_YET_VALID)) {
                return "the certificate of upsd, or of its issuer, is not yet valid by this host's clock";
            }
            if (isFor(cause, BasicReason.ALGORITHM_CONSTRAINED)) {
                return "the certificate of upsd, or of its issuer, uses an algorithm that is too weak";
            }
        }
        return "the certificate of upsd is not issued by anyone in CERTPATH";
    }

    private static boolean isFor(Throwable cause, BasicReason reason) {
        return cause instanceof CertPathValidatorException invalid && invalid.getReason() == reason;
    }
}
