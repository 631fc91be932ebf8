// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.time.Duration;

/** Constants of what the dispatcher takes from the monitor that documents state. */
public final class InboundFigures {

    private InboundFigures() {}

    public static Duration silenceLimit() {
        return MonitorLiveness.SILENCE_LIMIT;
    }

    public static int mostBytesOfALogLine() {
        return LogReader.MAX_LINE_BYTES;
    }

    public static int logLinesBesides() {
        return LogReader.LINES_BESIDES;
    }

    public static int logLinesForEachUps() {
        return LogReader.LINES_PER_UPS;
    }
}
