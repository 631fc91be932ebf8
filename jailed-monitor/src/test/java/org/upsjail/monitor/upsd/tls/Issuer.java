// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test, which issues what it is asked for. */
final class Issuer {

    private static final Duration YEAR = Duration.ofDays(365);

    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final X509Certificate certificate;

    Issuer(String name) {
        this.name = new X500Name("CN=" + name);
        Instant now = Instant.now();
        certificate = sign(this.name, keys, now.minus(YEAR), now.plus(YEAR), true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    Set<X509Certificate> alone() {
        return Set.of(certificate);
    }

    /** Valid now. */
    OwnCertificate issue(String commonName, GeneralName... alternatives) {
        Instant now = Instant.now();
        return issue(commonName, now.minus(YEAR), now.plus(YEAR), alternatives);
    }

    OwnCertificate issue(String commonName, Instant from, Instant until, GeneralName... alternatives) {
        KeyPair own = newKeys();
        X509Certificate issued = sign(new X500Name("CN=" + commonName), own, from, until, false, alternatives);
        return new OwnCertificate(own.getPrivate(), issued);
    }

    static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    static GeneralName ip(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    static String pem(String type, byte[] content) {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + encoder.encodeToString(content) + "\n-----END " + type + "-----\n";
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate sign(
            X500Name subject,
            KeyPair own,
            Instant from,
            Instant until,
            boolean authority,
            GeneralName... alternatives) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (alternatives.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(Arrays.copyOf(alternatives, alternatives.length)));
            }
            byte[] encoded = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
