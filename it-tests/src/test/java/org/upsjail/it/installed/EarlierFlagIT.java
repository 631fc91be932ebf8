// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.upsjail.it.upsd.SimulatedUpsd;

/** POWERDOWNFLAG of an earlier shutdown: left there, it would have the UPS cut the power at the next reboot. */
class EarlierFlagIT {

    @Test
    void isGoneOnceUpsjailWatchesAndThatIsSaid() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            Files.writeString(setup.flag(), "upsmon-shutdown-file");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();

                assertFalse(Files.exists(setup.flag()));
                upsjail.program()
                        .awaitLine(
                                "removed the power-down flag of an earlier shutdown, " + setup.flag(),
                                RunningUpsjail.START_LIMIT);
            }
        }
    }
}
