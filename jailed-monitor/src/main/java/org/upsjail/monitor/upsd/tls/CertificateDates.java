// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.upsjail.protocol.config.ConfigProblem;
import org.upsjail.protocol.config.ConfigProblem.Severity;

/**
 * Warnings of certificates that are out of date, or soon will be. Not a refusal: the clock of a host that has been
 * without power may be wrong at the start, and it has to be watched nevertheless.
 */
final class CertificateDates {

    /** As long as most who renew certificates leave. */
    private static final Duration NOTICE = Duration.ofDays(30);

    /** Of a name in a line of the log. */
    private static final int SHOWN_CHARS = 80;

    private final Instant now;
    private final List<ConfigProblem> warnings = new ArrayList<>();

    CertificateDates(Instant now) {
        this.now = now;
    }

    /** Those of CERTPATH. PKIX believes who is trusted without a look at the date. */
    CertificateDates trusted(Path path, Collection<X509Certificate> certificates) {
        List<X509Certificate> stale =
                certificates.stream().filter(this::isOutOfDate).toList();
        if (!stale.isEmpty()) {
            warn(
                    path,
                    stale.size() + " of its " + certificates.size() + " certificates are out of date by this host's"
                            + " clock, as that of " + shown(stale.get(0)) + "; what they have issued is still believed",
                    "take them out, or set the clock");
        }
        return this;
    }

    /** The one of CERTFILE. */
    CertificateDates own(Path path, X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        if (isOutOfDate(certificate)) {
            warn(
                    path,
                    "the certificate of this host is good from "
                            + certificate.getNotBefore().toInstant() + " until " + end + " only",
                    "renew it, or set the clock");
        } else if (end.isBefore(now.plus(NOTICE))) {
            warn(path, "the certificate of this host expires on " + end, "renew it");
        }
        return this;
    }

    List<ConfigProblem> warnings() {
        return List.copyOf(warnings);
    }

    private boolean isOutOfDate(X509Certificate certificate) {
        return now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant());
    }

    private void warn(Path file, String what, String remedy) {
        warnings.add(new ConfigProblem(Severity.WARNING, file, 0, what, remedy));
    }

    private static String shown(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.substring(0, Math.min(name.length(), SHOWN_CHARS));
    }
}
