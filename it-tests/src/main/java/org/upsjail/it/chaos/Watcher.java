// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.process.OutputLine;

/** Writes the history of a life down: what handlers got, what upsjail says, what it sets at upsd. */
final class Watcher {

    /** What helps to understand a history; of the rest there is too much. */
    private static final Pattern WORTH_NOTING = Pattern.compile(
            "monitor \\d+ (lost|is jailed)|monitor started|journal|shutdown|SHUTDOWNCMD|taking up|reload|dropped|held|"
                    + "stopping|over its limit|internal|could not");

    private static final String STARTED = "monitor started, pid ";

    private final Site site;
    private final long began = System.nanoTime();
    private final List<Event> events = new ArrayList<>();
    private final Queue<Event> fromServers = new ConcurrentLinkedQueue<>();
    private long logPosition;
    private long monitor;
    private boolean believed;

    /** What upsjail says of its journal, and what is so of the disk: it tries again only when there is something to write. */
    private boolean unwritten;

    private boolean diskFull;

    Watcher(Site site) {
        this.site = site;
        site.world()
                .servers()
                .forEach(server -> site.server(server).watch(event -> {
                    if (event.isCommand("FSD") && event.granted()) {
                        fromServers.add(new Event.Latched(
                                at(event.nanos()), event.words().get(1), true));
                    }
                }));
    }

    /** Milliseconds of this life so far. */
    long now() {
        return at(System.nanoTime());
    }

    void add(Event event) {
        events.add(event);
    }

    /** What happened up to now. */
    History history() {
        return new History(events);
    }

    /** The process id of the monitor that was started last; 0: none yet. */
    long monitor() {
        return monitor;
    }

    /** Another upsjail was started, with a log of its own. */
    void anotherLog() {
        logPosition = 0;
        monitor = 0;
        written();
    }

    void diskFilled() {
        diskFull = true;
        events.add(new Event.DiskFull(now(), true));
    }

    void diskFreed() {
        diskFull = false;
        if (!unwritten) {
            written();
        }
    }

    private void written() {
        unwritten = false;
        if (!diskFull) {
            events.add(new Event.DiskFull(now(), false));
        }
    }

    /** Whether a monitor has been believed since this was asked last. */
    boolean newlyBelieved() {
        boolean was = believed;
        believed = false;
        return was;
    }

    /** Takes down what is new. */
    void look(RunningUpsjail upsjail) throws IOException {
        for (String[] line : site.handlers().news()) {
            if (line[0].equals(ChaosHandlers.SHUTDOWN)) {
                events.add(new Event.ShutdownCommand(now()));
            } else {
                events.add(new Event.Told(now(), line[0], site.shortName(line[1]), line[2].equals("1")));
            }
        }
        for (Event event = fromServers.poll(); event != null; event = fromServers.poll()) {
            events.add(event);
        }
        List<OutputLine> lines = upsjail.program().lines().entriesFrom(logPosition);
        logPosition += lines.size();
        lines.forEach(line -> said(line.text()));
    }

    private void said(String line) {
        if (line.contains(STARTED)) {
            monitor = Long.parseLong(line.replaceFirst(".*" + STARTED + "(\\d+).*", "$1"));
        }
        unwritten |= line.contains("the journal cannot be written");
        if (line.contains("the journal is written again")) {
            written();
        }
        believed |= line.contains("is jailed, checked from outside");
        if (WORTH_NOTING.matcher(line).find()) {
            events.add(new Event.Noted(now(), line));
        }
    }

    private long at(long nanos) {
        return (nanos - began) / 1_000_000;
    }
}
