// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.UpsmonConf.CertIdent;

/** CERTFILE and CERTIDENT: one PEM file with our certificate, those that issued it, and its key in any usual form. */
final class OwnCertificateReader {

    private final Path file;
    private final Optional<CertIdent> ident;

    private OwnCertificateReader(Path file, Optional<CertIdent> ident) {
        this.file = file;
        this.ident = ident;
    }

    /** Wipes the password of CERTIDENT: it is needed once. */
    static OwnCertificate read(Path file, Optional<CertIdent> ident) throws ConfigException {
        try {
            return new OwnCertificateReader(file, ident).read();
        } finally {
            ident.ifPresent(used -> used.keyPassword().wipe());
        }
    }

    private OwnCertificate read() throws ConfigException {
        List<PemBlock> blocks = PemBlock.readAll(file);
        List<PemBlock> keys = blocks.stream().filter(PemBlock::isKey).toList();
        if (keys.size() != 1) {
            throw PemBlock.problem(
                    file, 0, "it holds " + keys.size() + " private keys", "leave the one of this host's certificate");
        }
        PemBlock keyBlock = keys.get(0);
        PrivateKey key = privateKey(keyBlock);
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.isCertificate()) {
                certificates.add(TrustedCertificates.certificate(block));
            }
        }
        X509Certificate own = certificates.stream()
                .filter(certificate -> belongTogether(certificate, key))
                .findFirst()
                .orElseThrow(() -> keyBlock.problem(
                        "no certificate in the file belongs to this key", "put the certificate made for it there"));
        requireName(own);
        return new OwnCertificate(key, chain(own, certificates).toArray(X509Certificate[]::new));
    }

    private PrivateKey privateKey(PemBlock block) throws ConfigException {
        char[] password = ident.map(given -> given.keyPassword().copyOfValue()).orElseGet(() -> new char[0]);
        try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
            PrivateKeyInfo info = decrypted(parser.readObject(), password);
            ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
            // Of this one the JDK knows the name only.
            String algorithm = X9ObjectIdentifiers.id_ecPublicKey.equals(kind) ? "EC" : kind.getId();
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException unusable) {
            throw block.problem(
                    "a key of a kind that is not known here", "use RSA, ECDSA on P-256 or P-384, or Ed25519");
        } catch (IOException | PKCSException | RuntimeException wrong) {
            throw block.problem(
                    "the key cannot be read, with the password of CERTIDENT or without",
                    "check both: openssl pkey -noout -in " + file);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static PrivateKeyInfo decrypted(Object found, char[] password) throws IOException, PKCSException {
        if (found instanceof PrivateKeyInfo plain) {
            return plain;
        } else if (found instanceof PEMKeyPair plain) {
            return plain.getPrivateKeyInfo();
        } else if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return EncryptedKey.decrypt(encrypted, password);
        } else if (found instanceof PEMEncryptedKeyPair encrypted) {
            return encrypted
                    .decryptKeyPair(new BcPEMDecryptorProvider(password))
                    .getPrivateKeyInfo();
        }
        throw new IOException("not a private key");
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        byte[] probe = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    /** A CERTIDENT that names another certificate than the one in CERTFILE means that one of the two is a mistake. */
    private void requireName(X509Certificate own) throws ConfigException {
        if (ident.isPresent() && !ident.get().name().isEmpty()) {
            CertIdent given = ident.get();
            String subject = own.getSubjectX500Principal().getName();
            if (!PeerName.of(given.name()).matches(own) && !subject.equalsIgnoreCase(given.name())) {
                throw PemBlock.problem(
                        given.statedIn(),
                        given.line(),
                        "CERTIDENT names a certificate that is not the one in " + file,
                        "write its name (openssl x509 -noout -subject -in " + file + "), or \"\" for any");
            }
        }
    }

    private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> others) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(own);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            next = others.stream()
                    .filter(other -> !chain.contains(other))
                    .filter(other -> other.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .findFirst();
        }
        return chain;
    }
}
