// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The lines of a text, in memory one at a time; a longer line than {@link #MAX_LINE_BYTES} is left out. */
final class BoundedLines {

    /** A line of a hosts file has an address and a few names. */
    static final int MAX_LINE_BYTES = 4096;

    private final byte[] line = new byte[MAX_LINE_BYTES];
    private final Consumer<String> lines;
    private int length;

    private BoundedLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Reads to the end; false when {@code maxBytes} came first. */
    static boolean read(InputStream in, long maxBytes, Consumer<String> lines) throws IOException {
        BoundedLines reader = new BoundedLines(lines);
        InputStream buffered = new BufferedInputStream(in);
        for (long read = 0; read < maxBytes; read++) {
            int next = buffered.read();
            if (next < 0) {
                reader.endOfLine();
                return true;
            }
            reader.take(next);
        }
        return false;
    }

    private void take(int next) {
        if (next == '\n') {
            endOfLine();
        } else if (length < line.length) {
            line[length++] = (byte) next;
        } else {
            length = line.length + 1;
        }
    }

    private void endOfLine() {
        if (length <= line.length && length > 0) {
            lines.accept(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        } else {
            // Left out, but counted: what is complained of has a line number.
            lines.accept("");
        }
        length = 0;
    }
}
