// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.tls.NssDatabase;
import org.upsjail.it.tls.StartTlsFront;
import org.upsjail.it.tls.StartTlsFront.Way;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent.Kind;

/** The part of the catalogue that misuses TLS, beside an honest server without. */
class TlsPeersIT {

    /** A handshake has ten seconds. */
    private static final Duration SOON = Deadline.OF_A_HANG;

    private static NssDatabase database;
    private static SimulatedUpsd honest;
    private static SimulatedUpsd behind;
    private static StartTlsFront front;
    private static Setup setup;
    private static RunningUpsjail upsjail;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        database = NssDatabase.create().issueForLoopback("right");
        honest = SimulatedUpsd.serving("good");
        behind = SimulatedUpsd.serving("bad");
        front = StartTlsFront.of(behind.address(), Way.HONEST, database, "right");
        setup = Setup.quick()
                .upsmon("CERTPATH " + database.authorityPem(), "CERTHOST " + front.server() + " localhost 1 1")
                .primaryOf(honest.system("good"))
                .primaryOf(front.system("bad"));
        upsjail = RunningUpsjail.start(setup);
        upsjail.awaitWatching();
    }

    @AfterAll
    static void end() throws IOException {
        upsjail.close();
        setup.close();
        front.close();
        behind.close();
        honest.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "STRIPS, 'TLS is demanded, and upsd, or somebody on the way, offers none'",
        "GARBAGE, 'TLS: what upsd sent is not TLS'",
        "CLOSES, 'the connection was closed (during the handshake|while STARTTLS was under way)'",
        "SILENT, 'TLS: no handshake within 10 s'"
    })
    void isContainedAndFoundWellAgain(Way way, String reason) throws IOException, InterruptedException {
        int calls = setup.handlers().calls().size();
        long line = upsjail.logPosition();
        long honestFrom = honest.journal().position();
        long behindFrom = behind.journal().position();
        front.become(way);
        upsjail.program().awaitLine(line, front.system("bad") + ": no connection: .*" + reason, SOON);
        setup.handlers().awaitFrom(calls, call -> call.is("COMMBAD", front.system("bad")), SOON);
        assertEquals(
                0,
                behind.journal().entriesFrom(behindFrom).stream()
                        .filter(event -> event.isCommand("USERNAME") || event.isCommand("PASSWORD"))
                        .count(),
                "a name or a password went to a server that proved nothing");
        front.become(Way.HONEST);
        setup.handlers().awaitFrom(calls, call -> call.is("COMMOK", front.system("bad")), SOON);

        assertEquals(
                0,
                honest.journal().entriesFrom(honestFrom).stream()
                        .filter(event -> event.kind() != Kind.COMMAND)
                        .count(),
                "the honest one's connection");
    }
}
