// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.upsjail.it.tls.NssDatabase;

/** {@code upsjail check} about certificates and keys, which the monitor's program reads for it. */
class TlsCheckIT {

    private static final String PASSWORD = "key pass";

    private static NssDatabase database;

    @BeforeAll
    static void issue() throws IOException, InterruptedException {
        database = NssDatabase.create().issueForLoopback("own").issueExpired("expired");
    }

    @AfterAll
    static void remove() throws IOException {
        database.close();
    }

    private static Answer checked(String certificate, String password) throws IOException, InterruptedException {
        try (Setup setup = Setup.quick()
                .primaryOf("ups@127.0.0.1:9")
                .upsmon("CERTPATH " + database.authorityPem(), "CERTVERIFY 1")
                .upsmon("CERTFILE " + database.pem(certificate, PASSWORD))
                .upsmon("CERTIDENT localhost \"" + password + "\"")) {
            setup.written();
            return ask(setup, "upsjail", "check");
        }
    }

    @Test
    void keyThatFitsIsNotSpokenOf() throws IOException, InterruptedException {
        Answer answer = checked("own", PASSWORD);

        assertEquals(0, answer.status(), answer::text);
        assertFalse(answer.text().contains(".pem"), answer::text);
    }

    @Test
    void wrongPasswordIsAnErrorWithFileAndRemedy() throws IOException, InterruptedException {
        Answer answer = checked("own", "another");

        assertEquals(1, answer.status(), answer::text);
        assertTrue(
                answer.text().matches("(?s).*error: /\\S+own\\.pem:\\d+: the key cannot be read, .*; check both: .*"));
        assertFalse(answer.text().contains("another"), answer::text);
    }

    @Test
    void expiredCertificateIsAWarning() throws IOException, InterruptedException {
        Answer answer = checked("expired", PASSWORD);

        assertEquals(0, answer.status(), answer::text);
        assertTrue(answer.text().matches("(?s).*warning: /\\S+expired\\.pem: .* only; renew it.*"), answer::text);
    }

    @Test
    void authorityThatIsNoCertificateIsAnError() throws IOException, InterruptedException {
        Path nonsense = Files.writeString(database.path().resolve("nonsense.pem"), "nobody\n");
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9").upsmon("CERTPATH " + nonsense, "CERTVERIFY 1")) {
            setup.written();
            Answer answer = ask(setup, "upsjail", "check");

            assertEquals(1, answer.status(), answer::text);
            assertTrue(answer.text().contains("there is no certificate in it"), answer::text);
        }
    }
}
