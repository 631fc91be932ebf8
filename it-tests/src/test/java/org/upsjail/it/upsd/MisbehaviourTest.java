// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.upsjail.it.await.Deadline;

class MisbehaviourTest {

    private static final Duration SOON = Deadline.OF_A_HANG;
    private static final String ASK = "GET VAR dummy ups.status\n";
    private static final String HONEST = "VAR dummy ups.status \"OL\"\n";

    private SimulatedUpsd upsd;
    private UpsdClient client;

    @BeforeEach
    void connect() throws IOException {
        upsd = SimulatedUpsd.serving("dummy");
        client = UpsdClient.connect(upsd.port());
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        upsd.close();
    }

    @Test
    void silentReadsButNeverAnswers() throws IOException, InterruptedException {
        misbehave(Misbehaviour.SILENT);
        upsd.journal().await(e -> e.isCommand("GET", "VAR"), SOON);
        upsd.misbehave(Misbehaviour.NONE);
        assertEquals("1.3", client.ask("NETVER"));
    }

    @Test
    void closeClosesWithoutAByte() throws IOException {
        misbehave(Misbehaviour.CLOSE);
        assertEquals("", client.readToEnd());
    }

    @Test
    void closeMidLineLeavesHalfALine() throws IOException {
        misbehave(Misbehaviour.CLOSE_MID_LINE);
        assertEquals(HONEST.substring(0, HONEST.length() / 2), client.readToEnd());
    }

    @Test
    void dripGivesTheWholeReply() throws IOException {
        upsd.dripEvery(Duration.ofMillis(1));
        misbehave(Misbehaviour.DRIP);
        assertEquals(HONEST, client.read(HONEST.length()));
    }

    @Test
    void dripKeepsTheOrderOfReplies() throws IOException {
        upsd.dripEvery(Duration.ofMillis(1));
        upsd.misbehave(Misbehaviour.DRIP, event -> event.isCommand("GET"));
        client.send(ASK + "NETVER\n" + ASK);
        assertEquals(HONEST + "1.3\n" + HONEST, client.read(2 * HONEST.length() + 4));
    }

    @Test
    void overlongLineIsOneLineOfAMegabyte() throws IOException {
        misbehave(Misbehaviour.OVERLONG_LINE);
        assertTrue(client.readLine().length() > 1 << 20);
    }

    @Test
    void endlessLineGoesOn() throws IOException {
        misbehave(Misbehaviour.ENDLESS_LINE);
        String much = client.read(5_000_000);
        assertEquals(5_000_000, much.length());
        assertFalse(much.contains("\n"));
    }

    @Test
    void endlessAnswerToOneDelaysNoOther() throws IOException {
        misbehave(Misbehaviour.ENDLESS_LINE);
        try (UpsdClient other = UpsdClient.connect(upsd.port())) {
            upsd.misbehave(Misbehaviour.NONE);
            assertEquals("1.3", other.ask("NETVER"));
        }
    }

    @Test
    void binaryHasEveryByteBeforeTheReply() throws IOException {
        misbehave(Misbehaviour.BINARY);
        String answer = client.read(256 + HONEST.length());
        assertEquals('\0', answer.charAt(0));
        assertEquals('\u00ff', answer.charAt(255));
        assertTrue(answer.endsWith(HONEST));
    }

    @Test
    void nulIsInsideTheLine() throws IOException {
        misbehave(Misbehaviour.NUL);
        assertEquals(HONEST, client.read(HONEST.length() + 1).replace("\0", ""));
    }

    @Test
    void unbalancedQuoteLosesTheLastQuote() throws IOException {
        misbehave(Misbehaviour.UNBALANCED_QUOTE);
        assertEquals("VAR dummy ups.status \"OL", client.readLine());
    }

    @Test
    void unaskedLineComesBeforeTheReply() throws IOException {
        misbehave(Misbehaviour.UNASKED_LINE);
        assertTrue(client.readLine().contains("FSD"));
        assertEquals(HONEST.strip(), client.readLine());
    }

    @Test
    void anotherUpsIsNamed() throws IOException {
        misbehave(Misbehaviour.ANOTHER_UPS);
        assertEquals("VAR another ups.status \"OL\"", client.readLine());
    }

    @Test
    void errAlwaysAnswersErrToAll() throws IOException {
        misbehave(Misbehaviour.ERR_ALWAYS);
        assertEquals("ERR UNKNOWN-COMMAND", client.readLine());
    }

    @Test
    void errStormGoesOn() throws IOException {
        misbehave(Misbehaviour.ERR_STORM);
        for (int i = 0; i < 100_000; i++) {
            assertEquals("ERR ACCESS-DENIED", client.readLine());
        }
    }

    @Test
    void lowerCaseKeepsTheWords() throws IOException {
        misbehave(Misbehaviour.LOWER_CASE);
        assertTrue(client.readLine().equalsIgnoreCase(HONEST.strip()));
    }

    @Test
    void onlyTheChosenCommandsAreAnsweredBadly() throws IOException {
        upsd.misbehave(Misbehaviour.ERR_ALWAYS, event -> event.isCommand("LOGIN"));
        assertEquals("OK", client.ask("USERNAME prim"));
        assertEquals("OK", client.ask("PASSWORD pp"));
        assertEquals("ERR UNKNOWN-COMMAND", client.ask("LOGIN dummy"));
        assertEquals(HONEST.strip(), client.ask(ASK.strip()));
    }

    @ParameterizedTest
    @EnumSource(Misbehaviour.class)
    void everyoneCanBeClosedOverIt(Misbehaviour how) throws IOException {
        upsd.misbehave(how);
        client.send(ASK + ASK + ASK);
        upsd.close();
        assertThrows(IOException.class, () -> UpsdClient.connect(upsd.port()));
    }

    private void misbehave(Misbehaviour how) throws IOException {
        upsd.misbehave(how);
        client.send(ASK);
    }
}
