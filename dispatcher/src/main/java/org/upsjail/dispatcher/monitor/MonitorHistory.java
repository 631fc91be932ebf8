// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.time.Duration;
import java.util.Optional;

/** What has become of the monitors so far, for an operator. Decide thread only. */
final class MonitorHistory {

    private int starts;
    private int violations;
    private Optional<String> lastLoss = Optional.empty();

    void started() {
        starts++;
    }

    void violated() {
        violations++;
    }

    void lost(String why) {
        lastLoss = Optional.of(why);
    }

    /** @param current the monitor that runs, empty while none does */
    MonitorView view(Optional<MonitorRun> current, Duration now) {
        // HELLO is the first frame, so any frame means that it has come.
        Optional<Duration> heardAgo = current.flatMap(run -> run.sinceLastFrame(now));
        return new MonitorView(
                current.map(MonitorRun::pid).filter(pid -> pid > 0),
                heardAgo.isPresent(),
                current.filter(MonitorRun::ready).isPresent(),
                current.filter(run -> run.spec().inspector().reduced()).isPresent(),
                heardAgo,
                Math.max(0, starts - 1),
                violations,
                lastLoss);
    }
}
