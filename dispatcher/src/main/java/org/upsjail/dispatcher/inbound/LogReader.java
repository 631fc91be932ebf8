// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the monitor's log pipe on a thread of its own: lines cut at {@value #MAX_LINE_BYTES} bytes, what is not
 * printable replaced, at most {@value #LINES_BESIDES} lines a minute and {@value #LINES_PER_UPS} for each UPS; what is over
 * is counted and dropped.
 */
public final class LogReader {

    static final int MAX_LINE_BYTES = 512;

    /** An honest monitor logs changes of state; this leaves room for a large site coming up. */
    static final int LINES_BESIDES = 600;

    /** One upsd may have them all, and be lost and found. */
    static final int LINES_PER_UPS = 4;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InputStream pipe;
    private final Consumer<String> lines;
    private final Supplier<Duration> clock;
    private final int maxLinesPerMinute;
    private final StringBuilder line = new StringBuilder();
    private boolean cut;
    private Duration minuteBegan;
    private int linesThisMinute;

    public LogReader(InputStream pipe, int upsCount, Consumer<String> lines, Supplier<Duration> clock) {
        this.maxLinesPerMinute = LINES_BESIDES + LINES_PER_UPS * upsCount;
        this.pipe = pipe;
        this.lines = lines;
        this.clock = clock;
        this.minuteBegan = clock.get();
    }

    public void start(String threadName) {
        Thread thread = new Thread(this::read, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    void read() {
        byte[] buffer = new byte[4096];
        try {
            for (int count = pipe.read(buffer); count >= 0; count = pipe.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    take(Byte.toUnsignedInt(buffer[i]));
                }
            }
        } catch (IOException broken) {
            // The monitor is gone; its exit is noticed elsewhere.
        }
        endLine();
        sayDropped();
    }

    private void take(int b) {
        if (b == '\n') {
            endLine();
        } else if (line.length() < MAX_LINE_BYTES) {
            line.append(b < 0x20 || b > 0x7E ? '?' : (char) b);
        } else {
            cut = true;
        }
    }

    private void endLine() {
        if (line.length() > 0 && allowed()) {
            lines.accept(cut ? line + "..." : line.toString());
        }
        line.setLength(0);
        cut = false;
    }

    private boolean allowed() {
        Duration now = clock.get();
        if (now.minus(minuteBegan).compareTo(MINUTE) >= 0) {
            sayDropped();
            minuteBegan = now;
            linesThisMinute = 0;
        }
        linesThisMinute++;
        return linesThisMinute <= maxLinesPerMinute;
    }

    private void sayDropped() {
        if (linesThisMinute > maxLinesPerMinute) {
            lines.accept((linesThisMinute - maxLinesPerMinute) + " lines of the last minute were dropped");
        }
    }
}
