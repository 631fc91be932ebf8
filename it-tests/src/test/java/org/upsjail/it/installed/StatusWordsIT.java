// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What the words of ups.status make known to NOTIFYCMD. */
class StatusWordsIT {

    private static final Duration SOON = WatchedUps.SOON;

    @Test
    void onLineAtTheStartIsNoNews() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.says("OB");
            ups.awaitTold("ONBATT");

            assertEquals(1, ups.setup().handlers().calls().size());
        }
    }

    @Test
    void onBatteryAtTheStartIsNews() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            upsd.setStatus("ups", "OB RB");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                setup.handlers().await(call -> call.is("ONBATT"), RunningUpsjail.START_LIMIT);
                setup.handlers().await(call -> call.is("REPLBATT"), SOON);

                assertTrue(upsjail.program().alive());
            }
        }
    }

    @Test
    void eachWordIsToldWhenItComesAndWhenItGoes() throws IOException, InterruptedException {
        List<String> words = List.of("CAL", "OFF", "BYPASS", "ALARM", "OVER", "TRIM", "BOOST");
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut("OFFDURATION -1")) {
            ups.says("OL " + String.join(" ", words) + " FOOBAR TEST");
            HandlerCall other = ups.awaitTold("OTHER");
            ups.says("OL");
            ups.awaitTold("NOTOTHER");

            assertTrue(other.message().contains("FOOBAR TEST"), other::toString);
            List<String> expected = Stream.concat(
                            words.stream().flatMap(word -> Stream.of(word, "NOT" + word)),
                            Stream.of("OTHER", "NOTOTHER"))
                    .sorted()
                    .toList();
            assertEquals(expected, ups.told());
        }
    }

    @Test
    void aBatteryToReplaceIsToldOnce() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.says("OL RB");
            ups.awaitTold("REPLBATT");
            ups.says("OL TRIM");
            ups.awaitTold("TRIM");
            ups.says("OL RB");
            ups.awaitTold("NOTTRIM");
            ups.says("OB RB");
            ups.awaitTold("ONBATT");

            assertEquals(List.of("NOTTRIM", "ONBATT", "REPLBATT", "TRIM"), ups.told());
        }
    }

    @Test
    void lowWhileCalibratingIsToldAndNoReasonToShutDown() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.says("OB LB CAL");
            ups.awaitTold("LOWBATT");
            // Two more readings of the same, and a decision after each.
            ups.says("OB LB CAL TRIM");
            ups.awaitTold("TRIM");
            ups.says("OL");
            for (String told : List.of("ONLINE", "NOTCAL", "NOTTRIM")) {
                ups.awaitTold(told);
            }

            assertEquals(List.of("CAL", "LOWBATT", "NOTCAL", "NOTTRIM", "ONBATT", "ONLINE", "TRIM"), ups.told());
            assertTrue(ups.upsjail().program().alive());
        }
    }

    @Test
    void theWordsOfNotifycmdPrecedeTheMessageWhichIsOneArgument() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick();
                RunningUpsjail upsjail = RunningUpsjail.start(
                        setup.upsmon("NOTIFYCMD " + setup.handlers().notifyCommand() + " first \"the second\"")
                                .primaryOf(upsd.system("ups")))) {
            upsjail.awaitWatching();
            upsd.setStatus("ups", "OB");
            HandlerCall call = setup.handlers().await(candidate -> candidate.is("ONBATT"), SOON);

            assertEquals(3, call.arguments());
            assertEquals("UPS " + upsd.system("ups") + " on battery", call.message());
        }
    }
}
