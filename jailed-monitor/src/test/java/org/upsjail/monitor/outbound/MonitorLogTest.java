// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MonitorLogTest {

    @Test
    void lineEndsWithANewline() {
        assertEquals("watching\n", text("watching"));
    }

    @Test
    void emptyLineIsALine() {
        assertEquals("\n", text(""));
    }

    @Test
    void bytesAReaderCouldActOnAreReplaced() {
        assertEquals("a?b?c?d??e\n", text("a\nb\u001bc\u007fd\u00fc\u20ace"));
    }

    @Test
    void longestLineIsWhole() {
        String longest = "x".repeat(MonitorLog.MAX_LINE_BYTES);

        assertEquals(longest + "\n", text(longest));
    }

    @Test
    void longerLineIsCut() {
        String longest = "x".repeat(MonitorLog.MAX_LINE_BYTES);

        assertEquals(longest + "\n", text(longest + "y"));
    }

    @Test
    void linesAreWrittenInTheirOrder() throws InterruptedException {
        GatedOutput out = new GatedOutput();
        MonitorLog log = new MonitorLog(out, 0);
        log.say("one");
        log.say("two");
        out.open();

        assertEquals("one\n", out.next());
        assertEquals("two\n", out.next());
    }

    @Test
    void linesThatFindNoRoomAreCountedAndTheCountIsSaid() throws InterruptedException {
        GatedOutput out = new GatedOutput();
        MonitorLog log = new MonitorLog(out, 0);
        log.say("first");
        out.awaitWriter();
        int room = 256;
        for (int i = 0; i < room + 7; i++) {
            log.say("line " + i);
        }
        out.open();
        assertEquals("first\n", out.next());
        for (int i = 0; i < room; i++) {
            assertEquals("line " + i + "\n", out.next());
        }

        log.say("again");
        assertEquals("7 log lines were dropped\n", out.next());
        assertEquals("again\n", out.next());
        log.say("and again");
        assertEquals("and again\n", out.next());
    }

    @Test
    void withoutAReaderSayingIsNoFailure() throws InterruptedException {
        GatedOutput out = new GatedOutput();
        out.breakWith(new IOException("Broken pipe"));
        out.open();
        MonitorLog log = new MonitorLog(out, 0);
        for (int i = 0; i < 1000; i++) {
            log.say("line");
        }

        assertTrue(out.nothingWritten());
    }

    private static String text(String line) {
        return new String(MonitorLog.bytes(line), StandardCharsets.US_ASCII);
    }
}
