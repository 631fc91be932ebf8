// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.sink;

import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.upsjail.dispatcher.decide.Effect.Weight;

/**
 * Lines on stderr, which the service manager keeps. Under the journal each carries its syslog priority as sd-daemon(3)
 * lays down; elsewhere it is plain. Any thread; none ever waits.
 */
public final class Log {

    /** The line that explains a shutdown, with twenty UPSes in it; what comes from elsewhere is cut before it gets here. */
    private static final int MAX_LINE_CHARS = 4000;

    private final LineWriter writer;
    private final boolean priorities;
    private volatile int debugLevel;

    public Log(OutputStream err, boolean priorities) {
        this.writer = new LineWriter(err);
        this.priorities = priorities;
    }

    /** Writes what was said, for at most {@code limit}; what is said afterwards is lost. */
    public void end(Duration limit) {
        writer.end(limit);
    }

    /** What is said from now on beside notices, warnings and worse: {@link #debug} lines up to {@code level}. */
    public void debugLevel(int level) {
        debugLevel = level;
    }

    /**
     * For one who looks for a fault.
     *
     * @param level from 1; the line is made only if that level is asked for
     */
    public void debug(int level, Supplier<String> line) {
        if (level <= debugLevel) {
            write(7, "[D" + level + "] " + line.get());
        }
    }

    public void notice(String line) {
        write(5, line);
    }

    public void warning(String line) {
        write(4, line);
    }

    public void critical(String line) {
        write(2, line);
    }

    public void say(Weight weight, String line) {
        switch (weight) {
            case NOTICE -> notice(line);
            case WARNING -> warning(line);
            case CRITICAL -> critical(line);
        }
    }

    /** A line of the jailed monitor: marked as its own, and never of a priority of its choosing. */
    public void fromMonitor(String line) {
        write(5, "[monitor] " + line);
    }

    private void write(int priority, String line) {
        String cut = line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + "..." : line;
        StringBuilder clean = new StringBuilder(cut.length() + 4);
        if (priorities) {
            clean.append('<').append(priority).append('>');
        }
        cut.chars().forEach(c -> clean.append(c < 0x20 || c == 0x7F ? '?' : (char) c));
        writer.write(clean.append('\n').toString());
    }
}
