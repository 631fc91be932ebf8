// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The signals of upsmon(8), sent to the process whose id is in the PID file: the dispatcher. */
class SignalsIT {

    @Test
    void hupReloads() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.setup().upsmon("NOTIFYMSG ONBATT \"now in other words: %s\"").written();
            ups.upsjail().program().kill("HUP");
            ups.awaitSaid("configuration reloaded");
            ups.says("OB");

            assertEquals(
                    "now in other words: " + ups.system(),
                    ups.awaitTold("ONBATT").message());
        }
    }

    @Test
    void usr1ShutsTheHostDown() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.upsjail().program().kill("USR1");

            assertEquals(0, ups.awaitEnd());
            assertTrue(ups.upsd().fsdSet(ups.name()));
            assertEquals(1, ups.told("FSD"));
            assertEquals(1, ups.told(HandlerCall.SHUTDOWN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void termAndIntEndItInOrder(String signal) throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.upsjail().program().kill(signal);

            assertEquals(0, ups.awaitEnd());
            assertTrue(ups.upsd().journal().entries().stream().anyMatch(event -> event.isCommand("LOGOUT")));
            assertEquals(0, ups.told().size());
        }
    }

    @Test
    void pipeUsr2AndQuitChangeNothing() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            for (String signal : new String[] {"PIPE", "USR2", "QUIT"}) {
                ups.upsjail().program().kill(signal);
            }
            // The JVM's answer to QUIT, which comes after those before it.
            ups.awaitSaid("Full thread dump");
            ups.says("OB");
            ups.awaitTold("ONBATT");

            assertTrue(ProcessHandle.of(ups.monitor()).orElseThrow().isAlive());
            assertEquals(1, ups.told().size());
        }
    }
}
