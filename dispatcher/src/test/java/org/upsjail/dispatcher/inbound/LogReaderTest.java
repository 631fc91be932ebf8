// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What of the monitor's log reaches ours. */
class LogReaderTest {

    private static final int LINES_A_MINUTE = 600;
    private static final int PATIENCE_SECONDS = 30;

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private int upsCount;
    private Duration now = Duration.ofSeconds(100);

    /** What comes and when, a byte for each character. */
    private record Chunk(Duration at, String text) {}

    private LogReaderTest writes(String text) {
        chunks.add(new Chunk(lastWrite(), text));
        return this;
    }

    private LogReaderTest secondsLater(int seconds, String text) {
        chunks.add(new Chunk(lastWrite().plusSeconds(seconds), text));
        return this;
    }

    private Duration lastWrite() {
        return chunks.isEmpty() ? now : chunks.getLast().at();
    }

    private List<String> read() {
        InputStream pipe = new InputStream() {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                Chunk chunk = chunks.poll();
                if (chunk == null) {
                    return -1;
                }
                now = chunk.at();
                byte[] bytes = chunk.text().getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(bytes, 0, buffer, offset, bytes.length);
                return bytes.length;
            }

            @Override
            public int read() throws IOException {
                throw new IOException("read pieces");
            }
        };
        new LogReader(pipe, upsCount, lines::add, () -> now).read();
        return lines;
    }

    private static String lines(int count) {
        return "x\n".repeat(count);
    }

    private LogReaderTest flood(int count) {
        for (int left = count; left > 0; left -= 1000) {
            writes(lines(Math.min(left, 1000)));
        }
        return this;
    }

    @Test
    void linesAreGivenOneByOne() {
        assertEquals(List.of("one", "two"), writes("one\ntwo\n").read());
    }

    @Test
    void readThatBringsNothingIsNotTheEnd() {
        assertEquals(List.of("one"), writes("").writes("one\n").read());
    }

    @Test
    void readingIsDoneOnAThreadThatKeepsNoProcessAlive() throws InterruptedException {
        FakePipe pipe = new FakePipe();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        new LogReader(pipe, 1, line -> seen.add(line + " " + thread()), () -> now).start("log of a test");
        pipe.write("one\n".getBytes(StandardCharsets.US_ASCII));

        assertEquals("one log of a test, daemon", seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        pipe.end();
    }

    private static String thread() {
        Thread thread = Thread.currentThread();
        return thread.getName() + (thread.isDaemon() ? ", daemon" : "");
    }

    @Test
    void linesMayComeInPieces() {
        assertEquals(
                List.of("one", "two"),
                writes("on").writes("e\ntw").writes("o\n").read());
    }

    @Test
    void lastLineNeedsNoNewline() {
        assertEquals(List.of("last words"), writes("last words").read());
    }

    @Test
    void emptyLinesAreLeftOut() {
        assertEquals(List.of("a", "b"), writes("a\n\n\nb\n").read());
    }

    @Test
    void lineOfTheLimitIsWhole() {
        String line = "x".repeat(512);

        assertEquals(List.of(line), writes(line + "\n").read());
    }

    @Test
    void longerLineIsCutAndMarked() {
        assertEquals(
                List.of("x".repeat(512) + "...", "next"),
                writes("x".repeat(513) + "\nnext\n").read());
    }

    @Test
    void endlessLineIsHeldToTheLimit() {
        for (int i = 0; i < 1000; i++) {
            writes("x".repeat(4096));
        }

        assertEquals(List.of("x".repeat(512) + "..."), read());
    }

    @Test
    void whatIsNotPrintableIsReplaced() {
        assertEquals(
                List.of("a?b?c?d?e?~ "),
                writes("a\tb\rc\u001bd\u007fe\u00e9~ \n").read());
    }

    @Test
    void linesOfOneMinuteAreLimited() {
        flood(10_000).read();

        assertEquals("x", lines.get(LINES_A_MINUTE - 1));
        assertEquals(LINES_A_MINUTE + 1, lines.size());
    }

    @Test
    void droppedLinesAreCountedWhenTheNextMinuteBegins() {
        flood(700).secondsLater(60, "later\n").read();

        assertEquals(
                List.of("100 lines of the last minute were dropped", "later"),
                lines.subList(LINES_A_MINUTE, lines.size()));
    }

    @Test
    void droppedLinesAreCountedAtTheEnd() {
        flood(700).read();

        assertEquals("100 lines of the last minute were dropped", lines.get(lines.size() - 1));
    }

    @Test
    void nextMinuteHasItsOwnLimit() {
        flood(LINES_A_MINUTE).secondsLater(60, lines(LINES_A_MINUTE)).read();

        assertEquals(2 * LINES_A_MINUTE, lines.size());
    }

    @Test
    void limitIsNotRaisedWithinTheMinute() {
        flood(LINES_A_MINUTE).secondsLater(59, "too many\n").read();

        assertEquals(LINES_A_MINUTE + 1, lines.size());
        assertEquals("1 lines of the last minute were dropped", lines.get(LINES_A_MINUTE));
    }

    @Test
    void fourLinesOfEachUpsPassBeside() {
        upsCount = 1000;
        int allowed = LINES_A_MINUTE + 4 * upsCount;
        flood(allowed + 1).read();

        assertEquals(allowed + 1, lines.size());
        assertEquals("1 lines of the last minute were dropped", lines.get(allowed));
    }
}
