// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.monitor.upsd.Dialogue.ONLINE;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way a session ends, and that nothing of it goes on afterwards. */
class UpsdSessionEndTest {

    private static final Duration LONG_AFTER = Duration.ofHours(1);

    @Test
    void silenceAfterAQuestionEndsTheSession() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.passesAlmost(Conversation.READ_TIMEOUT);
        assertTrue(dialogue.channel().isActive());
        dialogue.passes(Duration.ofNanos(1));
        assertEnded("no answer within 5 s", dialogue);
    }

    @Test
    void silenceAtTheBeginningEndsTheSession() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        dialogue.forget();

        dialogue.passes(Conversation.READ_TIMEOUT);
        assertEnded("no answer within 5 s", dialogue);
    }

    @Test
    void silenceWithoutAQuestionDoesNotEndTheSession() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());
        dialogue.listener().pollEvery(Duration.ofDays(1));
        dialogue.passes(Duration.ofSeconds(2));
        dialogue.replies(ONLINE);

        dialogue.passes(LONG_AFTER);
        assertTrue(dialogue.channel().isActive());
    }

    @Test
    void aLineThatNeverEndsIsNoAnswer() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        for (int second = 0; second < 4; second++) {
            dialogue.passes(Duration.ofSeconds(1));
            dialogue.receives("x");
        }
        dialogue.passes(Duration.ofSeconds(1));
        assertEnded("no answer within 5 s", dialogue);
    }

    @Test
    void everyAnswerGivesTheNextQuestionItsOwnTime() {
        Dialogue dialogue = new Dialogue(Monitors.secondary()).connected();

        dialogue.passes(Duration.ofSeconds(4));
        dialogue.replies("OK");
        dialogue.passes(Duration.ofSeconds(4));
        dialogue.replies("OK");
        dialogue.passes(Duration.ofSeconds(4));
        assertTrue(dialogue.channel().isActive());
        dialogue.forget();
        dialogue.passes(Duration.ofSeconds(1));
        assertEnded("no answer within 5 s", dialogue);
    }

    @Test
    void upsdMayCloseTheConnection() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.channel().close();
        assertEnded("connection closed by upsd", dialogue);
    }

    @Test
    void anAnswerNobodyAskedForEndsTheSession() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.replies(ONLINE);
        assertEnded("protocol error: an answer nobody asked for", dialogue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VAR other ups.status \"OL\"      | an answer that is not the ups.status asked for",
                "VAR ups ups.alarm \"OL\"         | an answer that is not the ups.status asked for",
                "VAR ups ups.status               | an answer that is not the ups.status asked for",
                "VAR ups ups.status OL LB         | an answer that is not the ups.status asked for",
                "NUMLOGINS ups 1                  | an answer that is not the ups.status asked for",
                "OK                               | an answer that is not the ups.status asked for",
                "ERR                              | an answer that is not the ups.status asked for",
                "VAR ups ups.status \"OL          | an answer with an unclosed quote",
                "VAR ups ups.status OL\\          | an answer that ends in a backslash",
                "a b c d e f g h i j k l m n o p q | an answer of more than 16 words",
            })
    void aWrongAnswerToAPollEndsTheSession(String answer, String reason) {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(answer);
        assertEnded("protocol error: " + reason, dialogue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void anEmptyLineEndsTheSession(String line) {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(line);
        assertEnded("protocol error: an empty line", dialogue);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aLoginAnswerThatIsNeitherOkNorErrorEndsTheSession(int step) {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        for (int i = 0; i < step; i++) {
            dialogue.replies("OK");
        }
        dialogue.forget();

        dialogue.replies("OKAY");
        assertEnded("protocol error: an answer that is neither OK nor ERR", dialogue);
    }

    @Test
    void bytesOfThePeerAreInNoReason() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.replies(Dialogue.poll("ERR x\\\"; rm -rf /"));
        dialogue.assertHappened("no status: no code");
    }

    @Test
    void aLineThatIsNotTextEndsTheSession() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.receives("VAR ups \u0000\n");
        assertEnded("protocol error: a byte that is not printable ASCII", dialogue);
    }

    @Test
    void anOverlongLineEndsTheSession() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.receives("x".repeat(UpsdLineDecoder.MAX_LINE_BYTES + 1));
        assertEnded("protocol error: a line of more than 1024 bytes", dialogue);
    }

    @Test
    void linesBehindTheFirstWrongOneAreNotBelieved() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.primary());
        dialogue.session().orderForcedShutdown();

        dialogue.receives("VAR other ups.status \"OL\"\nOK FSD-SET\nNUMLOGINS ups 1\n");
        assertEnded("protocol error: an answer that is not the ups.status asked for", dialogue);
    }

    @Test
    void linesBehindAQuestionThatWasNeverAskedAreNotBelieved() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());

        dialogue.receives(ONLINE + "\n" + ONLINE + "\n" + ONLINE + "\n");
        dialogue.assertHappened("status OL", "closed: protocol error: an answer nobody asked for");
    }

    @Test
    void anExceptionOfTheListenerEndsTheSession() {
        Dialogue dialogue = Dialogue.loggedIn(Monitors.secondary());
        dialogue.listener().failAt("status");

        dialogue.replies(ONLINE);
        dialogue.assertHappened("status OL", "closed: IllegalStateException");
        assertNothingGoesOn(dialogue);
    }

    @Test
    void closingGivesItsReason() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.session().close("the host slept");
        dialogue.channel().runPendingTasks();
        assertEnded("the host slept", dialogue);
    }

    @Test
    void closingTwiceGivesTheFirstReason() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.session().close("one");
        dialogue.session().close("two");
        dialogue.channel().runPendingTasks();
        assertEnded("one", dialogue);
    }

    @Test
    void nothingIsBelievedOrAskedWhileTlsTakesItsLeave() {
        Dialogue dialogue = new Dialogue(Monitors.secondary());
        List<ChannelPromise> leave = new ArrayList<>();
        dialogue.connectedBehind(new ChannelDuplexHandler() {
            @Override
            public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
                leave.add(promise);
            }

            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                ByteBuf bytes = (ByteBuf) message;
                bytes.toString(StandardCharsets.US_ASCII).lines().forEach(ctx::fireChannelRead);
                bytes.release();
            }
        });
        dialogue.replies("OK", "OK", "OK", ONLINE);
        dialogue.forget();

        dialogue.session().close("one");
        dialogue.session().close("two");
        dialogue.replies(ONLINE);
        dialogue.passes(LONG_AFTER);
        dialogue.assertSent();
        dialogue.assertHappened();
        assertEquals(1, leave.size());
        dialogue.channel().pipeline().fireChannelInactive();
        dialogue.assertHappened("closed: one");
    }

    @Test
    void closingBeforeTheConnectionIsNothing() {
        Dialogue dialogue = new Dialogue(Monitors.secondary());
        dialogue.session().close("too early");

        dialogue.connected();
        dialogue.assertSent("USERNAME user");
    }

    @Test
    void aConnectionThatComesAboutAfterLoggingOutIsClosedAtOnce() {
        Dialogue dialogue = new Dialogue(Monitors.secondary());
        dialogue.session().logOut();

        dialogue.connected();
        dialogue.channel().runPendingTasks();
        dialogue.assertSent();
        assertEnded("logged out", dialogue);
    }

    @Test
    void aConnectionThatEndsBeforeItIsActiveIsReported() {
        Dialogue dialogue = new Dialogue(Monitors.secondary());
        dialogue.connectedBehind(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                ctx.fireExceptionCaught(new UpsdProtocolException("no TLS"));
            }
        });
        dialogue.channel().runPendingTasks();

        dialogue.assertSent();
        assertEnded("protocol error: no TLS", dialogue);
    }

    @Test
    void loggingOutBeforeTheConnectionIsActiveClosesItWithoutAWord() {
        Dialogue dialogue = new Dialogue(Monitors.secondary());
        dialogue.connectedBehind(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {}
        });

        dialogue.session().logOut();
        dialogue.channel().runPendingTasks();
        dialogue.assertSent();
        assertEnded("logged out", dialogue);
    }

    @Test
    void loggingOutSaysSoAndCloses() {
        Dialogue dialogue = Dialogue.polling(Monitors.secondary());

        dialogue.session().logOut();
        dialogue.channel().runPendingTasks();
        dialogue.assertSent("LOGOUT");
        assertEnded("logged out", dialogue);
    }

    @Test
    void aClosedSessionKeepsNoTimer() {
        Dialogue dialogue = new Dialogue(Monitors.primary()).connected();
        dialogue.session().orderForcedShutdown();
        dialogue.replies("OK", "OK", "ERR ACCESS-DENIED", ONLINE, "OK FSD-SET", "NUMLOGINS ups 2");
        dialogue.listener().pollEvery(Duration.ofDays(1));

        // Closing an embedded channel would cancel what a real event loop keeps.
        dialogue.channel().pipeline().fireChannelInactive();
        assertEquals(-1, dialogue.channel().runScheduledPendingTasks(), "nanoseconds to the next task");
    }

    private static void assertEnded(String reason, Dialogue dialogue) {
        dialogue.assertHappened("closed: " + reason);
        assertNothingGoesOn(dialogue);
    }

    private static void assertNothingGoesOn(Dialogue dialogue) {
        assertFalse(dialogue.channel().isOpen());
        dialogue.sent();
        dialogue.passes(LONG_AFTER);
        dialogue.assertSent();
        dialogue.assertHappened();
    }
}
