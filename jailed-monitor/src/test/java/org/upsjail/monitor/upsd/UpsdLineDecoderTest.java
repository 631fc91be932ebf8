// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpsdLineDecoderTest {

    private static final String LONGEST = "x".repeat(UpsdLineDecoder.MAX_LINE_BYTES);

    private final EmbeddedChannel channel = new EmbeddedChannel(new UpsdLineDecoder());

    @AfterEach
    void releaseEverything() {
        channel.finishAndReleaseAll();
    }

    @Test
    void linesLoseTheirEnds() {
        push("OK\nERR X\r\n\n\r\n");

        assertEquals(List.of("OK", "ERR X", "", ""), lines());
    }

    @Test
    void aLineIsNoneBeforeItsEnd() {
        push("OK");
        assertEquals(List.of(), lines());
        push("\n");
        assertEquals(List.of("OK"), lines());
    }

    @Test
    void howAStreamIsCutChangesNothing() {
        String stream = "OK\r\nVAR ups ups.status \"OL\"\n\nERR X\n";
        for (int first = 0; first <= stream.length(); first++) {
            for (int second = first; second <= stream.length(); second++) {
                EmbeddedChannel cut = new EmbeddedChannel(new UpsdLineDecoder());
                push(cut, stream.substring(0, first));
                push(cut, stream.substring(first, second));
                push(cut, stream.substring(second));
                assertEquals(List.of("OK", "VAR ups ups.status \"OL\"", "", "ERR X"), lines(cut));
                cut.finishAndReleaseAll();
            }
        }
    }

    @Test
    void theLongestLineIsTaken() {
        push(LONGEST + "\n" + LONGEST.substring(1) + "\r\n");

        assertEquals(List.of(LONGEST, LONGEST.substring(1)), lines());
    }

    @Test
    void aLongerLineIsRefused() {
        assertRefused("a line of more than 1024 bytes", LONGEST + "x\n");
    }

    @Test
    void aLongerLineIsRefusedBeforeItEnds() {
        push(LONGEST);
        assertRefused("a line of more than 1024 bytes", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\t", "\u001b[2J", "\u007f", "\u0080", "\u00ff", "a\rb"})
    void bytesThatAreNotPrintableAreRefused(String bytes) {
        assertRefused("a byte that is not printable ASCII", "OK " + bytes + " x\n");
    }

    @Test
    void everyPrintableByteIsTaken() {
        String printable =
                IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
        push(printable + "\n");

        assertEquals(List.of(printable), lines());
    }

    @Test
    void linesBeforeTheFirstWrongOneAreDelivered() {
        assertRefused("a byte that is not printable ASCII", "OK\nERR X\n\u0000\nOK\n");

        assertEquals(List.of("OK", "ERR X"), lines());
    }

    @Test
    void nothingIsDecodedAfterAWrongLine() {
        assertRefused("a byte that is not printable ASCII", "\u0000\nOK\n");
        push("OK\n");
        push("\u0000\n" + LONGEST + LONGEST + "\nOK\n");

        assertEquals(List.of(), lines());
    }

    @Test
    void nothingIsKeptAfterAWrongLine() {
        assertRefused("a line of more than 1024 bytes", LONGEST + LONGEST);
        ByteBuf further = Unpooled.copiedBuffer(LONGEST, StandardCharsets.ISO_8859_1);
        channel.writeInbound(further);

        assertEquals(0, further.refCnt());
    }

    @Test
    void aLineIsNotSearchedTwice() {
        for (int i = 0; i < LONGEST.length(); i++) {
            push("x");
        }
        push("\nOK\n");

        assertEquals(List.of(LONGEST, "OK"), lines());
    }

    @Test
    void anUnfinishedLineAtTheEndOfTheStreamIsNone() {
        push("OK\nERR");
        channel.finish();

        assertEquals(List.of("OK"), lines());
    }

    private void push(String bytes) {
        push(channel, bytes);
    }

    private static void push(EmbeddedChannel channel, String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private List<String> lines() {
        return lines(channel);
    }

    private static List<String> lines(EmbeddedChannel channel) {
        List<String> lines = new ArrayList<>();
        for (String line = channel.readInbound(); line != null; line = channel.readInbound()) {
            lines.add(line);
        }
        return lines;
    }

    private void assertRefused(String reason, String bytes) {
        DecoderException refused = assertThrows(DecoderException.class, () -> push(bytes));
        assertTrue(refused.getCause() instanceof UpsdProtocolException, refused::toString);
        assertEquals("protocol error: " + reason, Reasons.of(refused));
    }
}
