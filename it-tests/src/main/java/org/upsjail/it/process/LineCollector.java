// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.upsjail.it.await.Journal;

/** Reads one stream of a program to its end, so that the program never waits for a reader. */
final class LineCollector implements Runnable {

    private final InputStream in;
    private final OutputLine.Stream stream;
    private final Journal<OutputLine> lines;
    private final Runnable whenOver;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param whenOver runs when the stream is at its end and its last line among {@code lines} */
    LineCollector(InputStream in, OutputLine.Stream stream, Journal<OutputLine> lines, Runnable whenOver) {
        this.in = new BufferedInputStream(in);
        this.stream = stream;
        this.lines = lines;
        this.whenOver = whenOver;
    }

    @Override
    public void run() {
        try (in) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    end();
                } else if (line.size() < RunningProgram.MAX_LINE) {
                    line.write(b);
                }
            }
        } catch (IOException e) {
            // Closed under the reader when the program is ended: the same as its end.
        }
        if (line.size() > 0) {
            end();
        }
        whenOver.run();
    }

    private void end() {
        lines.add(new OutputLine(stream, line.toString(StandardCharsets.UTF_8), System.nanoTime()));
        line.reset();
    }
}
