// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.upsjail.protocol.config.ConfigException;

/** CERTPATH: whose certificates, and the certificates issued by whom, are believed. */
final class TrustedCertificates {

    /** Where Debian, Ubuntu, Alpine and Arch have theirs. */
    static final Path OF_THE_SYSTEM = Path.of("/etc/ssl/certs/ca-certificates.crt");

    /** A directory of all public authorities, each with a hash link and one by the old hash, has 450. */
    private static final int MAX_FILES = 4096;

    private TrustedCertificates() {}

    /** Of a PEM file, or of every PEM file in a directory, whatever they are called. Never empty. */
    static Set<X509Certificate> read(Path path) throws ConfigException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        for (Path file : filesOf(path)) {
            for (PemBlock block : PemBlock.readAll(file)) {
                if (block.isCertificate()) {
                    certificates.add(certificate(block));
                } else if (block.type().equals("TRUSTED CERTIFICATE")) {
                    throw block.problem(
                            "a certificate in OpenSSL's own form",
                            "rewrite it: openssl x509 -in " + file + " -out NEW");
                }
            }
        }
        if (certificates.isEmpty()) {
            throw PemBlock.problem(
                    path, 0, "there is no certificate in it", "name a PEM file or a directory of PEM files");
        }
        return certificates;
    }

    static X509Certificate certificate(PemBlock block) throws ConfigException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException malformed) {
            throw block.problem("it is not a certificate", "copy it again, whole");
        }
    }

    /** Hash links lead to files that are there under their own name, too: the same certificates, once. */
    private static List<Path> filesOf(Path path) throws ConfigException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .limit(MAX_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MAX_FILES) {
                throw PemBlock.problem(path, 0, "more than " + MAX_FILES + " files", "name a directory with fewer");
            }
            return files;
        } catch (IOException unreadable) {
            throw PemBlock.problem(
                    path, 0, "the directory cannot be read (" + unreadable + ")", "check its owner and mode");
        }
    }
}
