// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The question and its answer, before any TLS. */
class StartTlsHandlerTest {

    private static void assertFailed(TlsScene scene, String reason) {
        assertEquals(List.of(reason), scene.failed);
        assertEquals(List.of(), scene.sessionSaw);
        assertFalse(scene.sent().contains("USERNAME"));
        assertFalse(scene.isOpen());
    }

    @Test
    void startTlsIsTheFirstLineAndTheOnlyOne() {
        TlsScene scene = TlsScene.opportunistic();

        assertEquals("STARTTLS\n", scene.sent());
        assertEquals(List.of(), scene.sessionSaw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR FEATURE-NOT-CONFIGURED\n", "ERR FEATURE-NOT-SUPPORTED\r\n", "ERR UNKNOWN-COMMAND\n"})
    void withoutTlsTheSessionBeginsPlainIfNoneIsDemanded(String answer) {
        TlsScene scene = TlsScene.opportunistic().answers(answer);

        assertEquals(List.of("active"), scene.sessionSaw);
        assertTrue(scene.sent().endsWith("USERNAME canary\n"));
        assertTrue(scene.opened.get(0).startsWith("in plain text, upsd offers no TLS ("), scene.opened.get(0));
    }

    @Test
    void plainLinesPassOnceTheSessionHasBegun() {
        TlsScene scene =
                TlsScene.opportunistic().answers("ERR FEATURE-NOT-CONFIGURED\n").answers("OK\n");

        assertEquals(List.of("active", "OK\n"), scene.sessionSaw);
    }

    @Test
    void withoutTlsNothingBeginsIfItIsDemanded() {
        assertFailed(
                TlsScene.forcing().answers("ERR FEATURE-NOT-CONFIGURED\n"),
                "TLS is demanded, and upsd, or somebody on the way, offers none (FEATURE-NOT-CONFIGURED)");
    }

    @Test
    void verifyingDemandsTlsToo() {
        assertFailed(
                TlsScene.verifying(new Issuer("ca").alone()).answers("ERR FEATURE-NOT-SUPPORTED\n"),
                "TLS is demanded, and upsd, or somebody on the way, offers none (FEATURE-NOT-SUPPORTED)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK STARTTLS\nOK\n", "OK STARTTLS\nx", "ERR FEATURE-NOT-CONFIGURED\nOK\n"})
    void bytesBehindTheAnswerAreAnInjection(String answer) {
        assertFailed(TlsScene.opportunistic().answers(answer), "protocol error: bytes behind the answer to STARTTLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "OKAY\n", "ERR\n", "ERR lower\n", "VAR ups x\n", "\0\n", "HTTP/1.0 400\n"})
    void anyOtherAnswerIsAnError(String answer) {
        assertFailed(
                TlsScene.opportunistic().answers(answer),
                "protocol error: an answer to STARTTLS that is neither OK nor ERR");
    }

    @Test
    void anAnswerHasALimit() {
        assertFailed(
                TlsScene.opportunistic().answers("O".repeat(StartTlsHandler.MAX_ANSWER_BYTES + 1)),
                "protocol error: an answer to STARTTLS of more than 80 bytes");
    }

    @Test
    void anAnswerMayComeByteByByte() {
        TlsScene scene = TlsScene.opportunistic();
        for (char c : "ERR FEATURE-NOT-CONFIGURED\n".toCharArray()) {
            scene.answers(String.valueOf(c));
        }

        assertEquals(List.of("active"), scene.sessionSaw);
    }

    @Test
    void silenceEnds() {
        TlsScene scene = TlsScene.opportunistic();
        scene.sent();
        scene.passes(StartTlsHandler.ANSWER_LIMIT.minusNanos(1));
        assertTrue(scene.isOpen());
        scene.passes(java.time.Duration.ofNanos(1));

        assertFailed(scene, "no answer to STARTTLS within 5 s");
    }

    @Test
    void aHalfAnswerIsSilence() {
        TlsScene scene = TlsScene.opportunistic().answers("ERR FEATURE");
        scene.sent();
        scene.passes(StartTlsHandler.ANSWER_LIMIT);

        assertFailed(scene, "no answer to STARTTLS within 5 s");
    }

    @Test
    void theLimitEndsWithTheAnswer() {
        TlsScene scene = TlsScene.opportunistic().answers("ERR FEATURE-NOT-CONFIGURED\n");
        scene.passes(StartTlsHandler.ANSWER_LIMIT);

        assertTrue(scene.isOpen());
        assertEquals(List.of(), scene.failed);
    }

    @Test
    void aPeerThatClosesInsteadIsToldOfOnceAndNotToTheSession() {
        TlsScene scene = TlsScene.opportunistic();
        scene.sent();
        scene.peerCloses();

        assertFailed(scene, "the connection was closed while STARTTLS was under way");
    }

    @Test
    void aConnectionThatBreaksInsteadIsTheEnd() {
        TlsScene scene = TlsScene.opportunistic();
        scene.sent();
        scene.hears(new IOException("Connection reset by peer"));

        assertFailed(scene, "TLS: failed (IOException)");
    }

    @Test
    void anEndByItselfLeavesNoLimitBehind() {
        TlsScene scene = TlsScene.forcing().answers("ERR FEATURE-NOT-CONFIGURED\n");

        assertFalse(scene.hasTimers());
    }

    @Test
    void aSessionThatBeganLeavesNoLimitBehind() {
        TlsScene scene = TlsScene.opportunistic().answers("ERR FEATURE-NOT-CONFIGURED\n");

        assertFalse(scene.hasTimers());
    }

    @Test
    void theLongestAnswerIsTaken() {
        String end = "ERR FEATURE-NOT-CONFIGURED ";
        TlsScene scene = TlsScene.opportunistic()
                .answers(end + "x".repeat(StartTlsHandler.MAX_ANSWER_BYTES - end.length()) + "\n");

        assertEquals(List.of("active"), scene.sessionSaw);
    }

    @Test
    void theEndOfAConnectionThatHasBegunIsTheSessions() {
        TlsScene scene = TlsScene.opportunistic().answers("ERR FEATURE-NOT-CONFIGURED\n");
        scene.peerCloses();

        assertEquals(List.of("active", "inactive"), scene.sessionSaw);
        assertEquals(List.of(), scene.failed);
    }
}
