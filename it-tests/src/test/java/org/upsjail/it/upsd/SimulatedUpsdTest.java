// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.nut.Upsc;
import org.upsjail.it.upsd.UpsdEvent.Kind;

class SimulatedUpsdTest {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private SimulatedUpsd upsd;

    @BeforeEach
    void serve() throws IOException {
        upsd = SimulatedUpsd.serving("dummy", "other");
    }

    @AfterEach
    void end() {
        upsd.close();
    }

    @Test
    void upscReadsAStatus() throws IOException, InterruptedException {
        assertTrue(Upsc.installed(), "upsc is not installed; deploy/requirements installs it");
        upsd.setStatus("dummy", "OB LB");
        assertEquals(Optional.of("OB LB"), Upsc.run(upsd.system("dummy"), "ups.status"));
    }

    @Test
    void upscListsAllVariables() throws IOException, InterruptedException {
        assertTrue(Upsc.installed(), "upsc is not installed; deploy/requirements installs it");
        upsd.setVariable("dummy", "ups.alarm", "a \"quoted\" #1 \\ alarm");
        assertEquals(
                Optional.of("ups.alarm: a \"quoted\" #1 \\ alarm\nups.status: OL"), Upsc.run(upsd.system("dummy")));
    }

    @Test
    void upscListsTheUpses() throws IOException, InterruptedException {
        assertTrue(Upsc.installed(), "upsc is not installed; deploy/requirements installs it");
        assertEquals(Optional.of("dummy\nother"), Upsc.run("-l", "127.0.0.1:" + upsd.port()));
    }

    @Test
    void upscFailsOnStaleData() throws IOException, InterruptedException {
        assertTrue(Upsc.installed(), "upsc is not installed; deploy/requirements installs it");
        upsd.stale("dummy");
        assertEquals(Optional.empty(), Upsc.run(upsd.system("dummy"), "ups.status"));
    }

    @Test
    void aChangeIsSeenByTheNextQuestion() throws IOException {
        try (UpsdClient client = UpsdClient.connect(upsd.port())) {
            upsd.setStatus("dummy", "OB");
            assertEquals("VAR dummy ups.status \"OB\"", client.ask("GET VAR dummy ups.status"));
            upsd.driverGone("dummy");
            assertEquals("ERR DRIVER-NOT-CONNECTED", client.ask("GET VAR dummy ups.status"));
            upsd.driverBack("dummy");
            upsd.setFsd("dummy");
            assertEquals("VAR dummy ups.status \"FSD OB\"", client.ask("GET VAR dummy ups.status"));
            assertEquals("VAR other ups.status \"OL\"", client.ask("GET VAR other ups.status"));
        }
    }

    @Test
    void aRemovedVariableIsNotSupported() throws IOException {
        upsd.setVariable("dummy", "ups.alarm", "x");
        upsd.removeVariable("dummy", "ups.alarm");
        try (UpsdClient client = UpsdClient.connect(upsd.port())) {
            assertEquals("ERR VAR-NOT-SUPPORTED", client.ask("GET VAR dummy ups.alarm"));
        }
    }

    @Test
    void phantomLoginsCountBesideRealOnes() throws IOException {
        upsd.phantomLogin("dummy", 2);
        try (UpsdClient client = loggedIn("prim", "pp")) {
            assertEquals("NUMLOGINS dummy 3", client.ask("GET NUMLOGINS dummy"));
            assertEquals(3, upsd.logins("dummy"));
            assertEquals(0, upsd.logins("other"));
        }
    }

    @Test
    void aClientsFsdIsSeen() throws IOException {
        try (UpsdClient client = loggedIn("prim", "pp")) {
            assertFalse(upsd.fsdSet("dummy"));
            assertEquals("OK FSD-SET", client.ask("FSD dummy"));
            assertTrue(upsd.fsdSet("dummy"));
        }
    }

    @Test
    void aRestartForgetsFsdAndLogins() throws IOException {
        try (UpsdClient client = loggedIn("prim", "pp")) {
            client.ask("FSD dummy");
            upsd.restart();
            assertEquals("", client.readToEnd());
        }
        assertFalse(upsd.fsdSet("dummy"));
        assertEquals(0, upsd.logins("dummy"));
    }

    @Test
    void theJournalHasEveryCommandInOrder() throws IOException, InterruptedException {
        try (UpsdClient client = UpsdClient.connect(upsd.port())) {
            client.ask("USERNAME prim");
            client.ask("ver");
        }
        upsd.journal().await(e -> e.kind() == Kind.DISCONNECTED, SOON);
        List<String> seen = new ArrayList<>();
        upsd.journal().entries().forEach(e -> seen.add(e.connection() + " " + e.kind() + " " + e.words()));
        assertEquals(
                List.of("1 CONNECTED []", "1 COMMAND [USERNAME, prim]", "1 COMMAND [ver]", "1 DISCONNECTED []"), seen);
    }

    @Test
    void theJournalTellsWhatWasAnswered() throws IOException, InterruptedException {
        try (UpsdClient client = loggedIn("sec", "wrong")) {
            client.ask("VER");
        }
        assertFalse(upsd.journal().await(e -> e.isCommand("LOGIN"), SOON).granted());
    }

    @Test
    void anAwaitedCommandThatNeverComesIsTold() throws IOException {
        try (UpsdClient client = UpsdClient.connect(upsd.port())) {
            client.ask("VER");
            NotSeenException e = assertThrows(
                    NotSeenException.class,
                    () -> upsd.journal().await(event -> event.isCommand("FSD"), Duration.ofMillis(50)));
            assertTrue(String.valueOf(e.getMessage()).contains("[VER]"), e.toString());
        }
    }

    @Test
    void droppedConnectionsEnd() throws IOException {
        try (UpsdClient client = loggedIn("prim", "pp")) {
            upsd.dropConnections();
            assertEquals("", client.readToEnd());
            assertEquals(0, upsd.connections());
        }
    }

    @Test
    void resetConnectionsBreak() throws IOException {
        try (UpsdClient client = loggedIn("prim", "pp")) {
            upsd.resetConnections();
            assertThrows(SocketException.class, client::readToEnd);
        }
    }

    @Test
    void refusesConnectionsWhileNotListening() throws IOException {
        try (UpsdClient before = UpsdClient.connect(upsd.port())) {
            upsd.stopListening();
            assertThrows(ConnectException.class, () -> UpsdClient.connect(upsd.port()));
            assertEquals("1.3", before.ask("NETVER"));
            upsd.listenAgain();
            try (UpsdClient after = UpsdClient.connect(upsd.port())) {
                assertEquals("1.3", after.ask("NETVER"));
            }
        }
    }

    @Test
    void closingGivesThePortBack() {
        upsd.close();
        assertThrows(ConnectException.class, () -> UpsdClient.connect(upsd.port()));
    }

    @Test
    void aWrongUpsNameIsTheTestsError() {
        assertThrows(IllegalArgumentException.class, () -> upsd.setStatus("nobody", "OL"));
    }

    @Test
    void servesTwoThousandClients() throws IOException {
        List<UpsdClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                clients.add(loggedIn("sec", "ss"));
            }
            assertEquals(2_000, upsd.logins("dummy"));
        } finally {
            for (UpsdClient client : clients) {
                client.close();
            }
        }
    }

    private UpsdClient loggedIn(String user, String password) throws IOException {
        UpsdClient client = UpsdClient.connect(upsd.port());
        client.ask("USERNAME " + user);
        client.ask("PASSWORD " + password);
        client.ask("LOGIN dummy");
        return client;
    }

    @Test
    void commandsInOnePieceAreAllAnsweredUnlessTheTestForbidsIt() throws IOException {
        String ask = "GET VAR dummy ups.status\n";
        String answer = "VAR dummy ups.status \"OL\"\n";
        try (UpsdClient client = UpsdClient.connect(upsd.port())) {
            client.send(ask + ask);
            assertEquals(answer + answer, client.read(2 * answer.length()));
            upsd.takePipelined(false);
            client.send(ask + ask);
            assertEquals(answer, client.read(answer.length()));
            assertEquals("1.3", client.ask("NETVER"));
        }
    }
}
