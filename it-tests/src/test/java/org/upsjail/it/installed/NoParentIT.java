// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** NOPARENT by our rules: it is the monitor that dies and the dispatcher that tells, once in two minutes. */
class NoParentIT {

    @Test
    void aMonitorThatDiesAgainAndAgainIsAnnouncedOnceAndInWordsOfOurOwn() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            long second = killed(ups, ups.monitor());
            HandlerCall told = ups.awaitTold("NOPARENT");
            killed(ups, second);
            // Handlers of the host and of a UPS run side by side: what is told of the host comes before this.
            ups.awaitSaid("monitor " + second + " lost");
            ups.says("OB");
            ups.awaitTold("ONBATT");

            assertEquals("", told.ups());
            assertEquals("upsjail monitor process lost - watching stopped until it is replaced", told.message());
            assertEquals(1, ups.told("NOPARENT"));
        }
    }

    /** Kills the monitor and waits for the next one; gives its pid. */
    private static long killed(WatchedUps<?> ups, long monitor) throws IOException, InterruptedException {
        long position = ups.upsjail().logPosition();
        RunningProgram.kill("KILL", monitor);
        return ups.upsjail().awaitWatching(position);
    }
}
