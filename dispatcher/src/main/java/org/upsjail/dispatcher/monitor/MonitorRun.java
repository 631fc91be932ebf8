// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.time.Duration;
import org.upsjail.dispatcher.inbound.MonitorStream;
import org.upsjail.dispatcher.inbound.PipeReader;

/** One life of a monitor: its process, what it says, and whether it is believed. Decide thread only. */
final class MonitorRun {

    private final MonitorProcess process;
    private final MonitorStream stream;
    private final Duration startedAt;
    private final PipeReader reader;
    private boolean ready;

    MonitorRun(MonitorProcess process, MonitorStream stream, Duration startedAt, PipeReader reader) {
        this.process = process;
        this.stream = stream;
        this.startedAt = startedAt;
        this.reader = reader;
    }

    MonitorProcess process() {
        return process;
    }

    MonitorStream stream() {
        return stream;
    }

    PipeReader reader() {
        return reader;
    }

    Duration lifeUntil(Duration now) {
        return now.minus(startedAt);
    }

    boolean ready() {
        return ready;
    }

    void markReady() {
        ready = true;
    }
}
