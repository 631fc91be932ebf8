// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.time.Duration;

/** Constants of the monitor's own that documents state. */
public final class MonitorFigures {

    private MonitorFigures() {}

    public static Duration pingLimit() {
        return JailedMonitor.PING_LIMIT;
    }

    public static int statusOfAFault() {
        return MonitorMain.FAULT;
    }

    public static int statusOfAFailedProof() {
        return MonitorMain.NOT_JAILED;
    }
}
