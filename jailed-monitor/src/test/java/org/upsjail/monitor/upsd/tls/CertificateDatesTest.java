// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.ConfigProblem;

class CertificateDatesTest {

    private static final Path FILE = Path.of("/etc/nut/certificates.pem");

    /** Good for a year from now, and for the year before. */
    private static final X509Certificate GOOD = new Issuer("good").certificate();

    private static final Instant END = GOOD.getNotAfter().toInstant();

    @Test
    void whatIsGoodForLongIsNotSpokenOf() {
        CertificateDates today =
                new CertificateDates(Instant.now()).trusted(FILE, List.of(GOOD)).own(FILE, GOOD);

        assertEquals(List.of(), today.warnings());
    }

    @Test
    void expiredAuthorityIsNamedWithItsFile() {
        CertificateDates late = new CertificateDates(END.plusSeconds(1)).trusted(FILE, List.of(GOOD));

        assertEquals(
                List.of(FILE
                        + ": warning: 1 of its 1 certificates are out of date by this host's clock, as that of CN=good;"
                        + " what they have issued is still believed; take them out, or set the clock"),
                late.warnings().stream().map(ConfigProblem::toString).toList());
    }

    @Test
    void authorityOfTheFutureIsNamedToo() {
        Instant early = GOOD.getNotBefore().toInstant().minusSeconds(1);

        assertEquals(
                1,
                new CertificateDates(early)
                        .trusted(FILE, List.of(GOOD))
                        .warnings()
                        .size());
    }

    @Test
    void ownCertificateIsSpokenOfAMonthBeforeItsEnd() {
        CertificateDates before = new CertificateDates(END.minus(Duration.ofDays(31))).own(FILE, GOOD);
        CertificateDates within = new CertificateDates(END.minus(Duration.ofDays(29))).own(FILE, GOOD);

        assertEquals(List.of(), before.warnings());
        assertTrue(within.warnings().get(0).toString().contains("expires on " + END), () -> "" + within.warnings());
    }

    @Test
    void expiredOwnCertificateIsSaidToBe() {
        CertificateDates late = new CertificateDates(END.plusSeconds(1)).own(FILE, GOOD);

        assertTrue(late.warnings().get(0).toString().contains("until " + END + " only"), () -> "" + late.warnings());
    }
}
