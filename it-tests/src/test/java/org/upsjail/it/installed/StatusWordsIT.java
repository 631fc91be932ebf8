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

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void onLineAtTheStartIsNoNews() throws IOException, InterruptedException {
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.setStatus("dummy", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);

            assertEquals(1, setup.handlers().calls().size());
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
        try (RealNut nut = RealNut.start("dummy");
                Setup setup = Setup.quick().upsmon("OFFDURATION -1").primaryOf(nut.system("dummy"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            nut.setStatus("dummy", "OL " + String.join(" ", words) + " FOOBAR TEST");
            HandlerCall other = setup.handlers().await(call -> call.is("OTHER"), SOON);
            nut.setStatus("dummy", "OL");
            setup.handlers().await(call -> call.is("NOTOTHER"), SOON);

            assertTrue(other.message().contains("FOOBAR TEST"), other::toString);
            List<String> expected = Stream.concat(
                            words.stream().flatMap(word -> Stream.of(word, "NOT" + word)),
                            Stream.of("OTHER", "NOTOTHER"))
                    .sorted()
                    .toList();
            assertEquals(expected, told(setup));
        }
    }

    @Test
    void aBatteryToReplaceIsToldOnce() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setStatus("ups", "OL RB");
            setup.handlers().await(call -> call.is("REPLBATT"), SOON);
            upsd.setStatus("ups", "OL TRIM");
            setup.handlers().await(call -> call.is("TRIM"), SOON);
            upsd.setStatus("ups", "OL RB");
            setup.handlers().await(call -> call.is("NOTTRIM"), SOON);
            upsd.setStatus("ups", "OB RB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);

            assertEquals(List.of("NOTTRIM", "ONBATT", "REPLBATT", "TRIM"), told(setup));
        }
    }

    @Test
    void lowWhileCalibratingIsToldAndNoReasonToShutDown() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            upsd.setStatus("ups", "OB LB CAL");
            setup.handlers().await(call -> call.is("LOWBATT"), SOON);
            // Two more readings of the same, and a decision after each.
            upsd.setStatus("ups", "OB LB CAL TRIM");
            setup.handlers().await(call -> call.is("TRIM"), SOON);
            upsd.setStatus("ups", "OL");
            for (String told : List.of("ONLINE", "NOTCAL", "NOTTRIM")) {
                setup.handlers().await(call -> call.is(told), SOON);
            }

            assertEquals(List.of("CAL", "LOWBATT", "NOTCAL", "NOTTRIM", "ONBATT", "ONLINE", "TRIM"), told(setup));
            assertTrue(upsjail.program().alive());
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

    private static List<String> told(Setup setup) throws IOException {
        return setup.handlers().calls().stream().map(HandlerCall::type).sorted().toList();
    }
}
