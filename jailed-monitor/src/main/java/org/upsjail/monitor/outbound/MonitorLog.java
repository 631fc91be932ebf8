// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Log lines on fd 2, which the dispatcher or the journal reads. Never blocks: lines that find no room are counted, and
 * the count is said when there is room again.
 */
public final class MonitorLog {

    /** The dispatcher cuts lines at 512 bytes; two of ours never become one of its. */
    static final int MAX_LINE_BYTES = 511;

    /** Enough for what a start says; a flood is not worth more memory. */
    private static final int LINES_BESIDES = 256;

    /** All of them may be lost and found at once. */
    private static final int LINES_PER_UPS = 2;

    private final BoundedWriter writer;
    private final AtomicInteger dropped = new AtomicInteger();

    public MonitorLog(OutputStream err, int upsCount) {
        writer = new BoundedWriter("log", err, LINES_BESIDES + LINES_PER_UPS * upsCount, MonitorLog::nobodyListens);
    }

    /** One line, without its newline; other control characters are replaced. On any thread. */
    public void say(String line) {
        int lost = dropped.getAndSet(0);
        if (lost > 0 && !writer.offer(bytes(lost + " log lines were dropped"))) {
            dropped.addAndGet(lost);
        }
        if (!writer.offer(bytes(line))) {
            dropped.incrementAndGet();
        }
    }

    /** As many lines as the words take, each begun by {@code head}. */
    public void sayList(String head, List<String> words) {
        StringJoiner line = new StringJoiner(", ", head, "");
        for (String word : words) {
            if (line.length() + word.length() + 2 > MAX_LINE_BYTES) {
                say(line.toString());
                line = new StringJoiner(", ", head, "");
            }
            line.add(word);
        }
        say(line.toString());
    }

    static byte[] bytes(String line) {
        String cut = line.substring(0, Math.min(line.length(), MAX_LINE_BYTES));
        StringBuilder clean = new StringBuilder(cut.length() + 1);
        cut.chars().forEach(c -> clean.append(c < 0x20 || c > 0x7E ? '?' : (char) c));
        return clean.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Without a reader there is nobody to tell; watching goes on. */
    private static void nobodyListens(IOException ignored) {}
}
