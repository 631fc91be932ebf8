// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.tls.NssDatabase;
import org.upsjail.it.tls.StartTlsFront;
import org.upsjail.it.tls.StartTlsFront.Way;
import org.upsjail.it.upsd.SimulatedUpsd;

/** TLS inside the jail, to servers that are as they should be and to one of each kind that is not, side by side. */
class TlsIT {

    private static final Duration SOON = Deadline.OF_A_HANG;
    private static final String KEY_PASSWORD = "key pass";

    private static NssDatabase ours;
    private static NssDatabase another;

    @BeforeAll
    static void issue() throws IOException, InterruptedException {
        ours = NssDatabase.create()
                .issueForLoopback("right")
                .issueForLoopback("client")
                .issueForAnother("wrong-name")
                .issueExpired("expired");
        another = NssDatabase.create().issueForLoopback("right");
    }

    @AfterAll
    static void remove() throws IOException {
        ours.close();
        another.close();
    }

    private static Setup verifying() throws IOException, InterruptedException {
        return Setup.quick()
                .upsmon("CERTPATH " + ours.authorityPem(), "CERTVERIFY 1")
                .upsmon("CERTFILE " + ours.pem("client", KEY_PASSWORD), "CERTIDENT localhost \"" + KEY_PASSWORD + "\"");
    }

    @Test
    void oneServerIsRightAndOfTheOthersNoneHearsAName() throws IOException, InterruptedException {
        try (SimulatedUpsd good = SimulatedUpsd.serving("good");
                SimulatedUpsd bad = SimulatedUpsd.serving("bad");
                StartTlsFront right = StartTlsFront.of(good.address(), Way.ASKS_FOR_CERTIFICATE, ours, "right");
                StartTlsFront wrongIssuer = StartTlsFront.of(bad.address(), Way.HONEST, another, "right");
                StartTlsFront wrongName = StartTlsFront.of(bad.address(), Way.HONEST, ours, "wrong-name");
                StartTlsFront expired = StartTlsFront.of(bad.address(), Way.HONEST, ours, "expired");
                StartTlsFront stripped = StartTlsFront.of(bad.address(), Way.STRIPS);
                StartTlsFront silent = StartTlsFront.of(bad.address(), Way.SILENT);
                Setup setup = verifying().primaryOf(right.system("good"))) {
            Map<StartTlsFront, String> refusals = Map.of(
                    wrongIssuer, "the certificate of upsd is not issued by anyone in CERTPATH",
                    wrongName, "the certificate of upsd is not for 127\\.0\\.0\\.1",
                    expired, "the certificate of upsd, or of its issuer, has expired",
                    stripped, "TLS is demanded, and upsd, or somebody on the way, offers none",
                    silent, "TLS: no handshake within 10 s");
            refusals.keySet().forEach(front -> setup.primaryOf(front.system("bad")));
            setup.primaryOf(bad.system("bad"));
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                for (Map.Entry<StartTlsFront, String> refusal : refusals.entrySet()) {
                    String ups = refusal.getKey().system("bad");
                    upsjail.program().awaitLine(ups + ": no connection: .*" + refusal.getValue(), SOON);
                }
                upsjail.program()
                        .awaitLine(
                                bad.system("bad") + ": no connection: TLS is demanded.*FEATURE-NOT-CONFIGURED", SOON);
                upsjail.program()
                        .awaitLine(right.system("good") + ": connected by TLSv1.3, the certificate is verified", SOON);
                good.setStatus("good", "OB");
                setup.handlers().await(call -> call.is("ONBATT", right.system("good")), SOON);

                assertFalse(bad.journal().entries().stream().anyMatch(event -> event.isCommand("USERNAME")));
                assertTrue(good.journal().entries().stream().anyMatch(event -> event.isCommand("PASSWORD")));
            }
        }
    }

    @Test
    void theRealUpsdWithTlsByNss() throws IOException, InterruptedException {
        List<String> upsdConf = List.of(
                "CERTPATH " + ours.path(), "CERTIDENT \"right\" \"\"", "CERTREQUEST 2", "DISABLE_WEAK_SSL true");
        try (RealNut nut = RealNut.startWith(upsdConf, "ups");
                Setup setup = verifying()
                        .primaryOf(nut.system("ups"))
                        .upsmon("CERTHOST localhost:" + nut.port() + " another.example.org -1 -1")
                        .primaryOf("ups@localhost:" + nut.port());
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsjail.program()
                    .awaitLine(nut.system("ups") + ": connected by TLSv1.3, the certificate is verified", SOON);
            upsjail.program().awaitLine("the certificate of upsd is not for another.example.org", SOON);
            long position = upsjail.logPosition();
            nut.killUpsd();
            setup.handlers().await(call -> call.is("COMMBAD", nut.system("ups")), SOON);
            nut.startUpsd();
            setup.handlers().await(call -> call.is("COMMOK", nut.system("ups")), SOON);

            assertFalse(upsjail.program().lines().entriesFrom(position).stream()
                    .anyMatch(line -> line.text().contains("in plain text")));
        }
    }
}
