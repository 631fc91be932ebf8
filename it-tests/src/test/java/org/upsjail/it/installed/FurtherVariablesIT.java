// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdEvent;

/** What upsd says beside ups.status, and how it is asked. */
class FurtherVariablesIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    @Test
    void alarmIsToldWithTheTextOfRealUpsdAndAgainWithAnother() throws IOException, InterruptedException {
        try (WatchedUps<RealNut> ups = WatchedUps.ofRealNut()) {
            ups.upsd().setVariable(ups.name(), "ups.alarm", "Fan failed");
            ups.upsd().awaitVariable(ups.name(), "ups.alarm", "Fan failed", SOON);
            ups.says("ALARM OL");
            ups.setup().handlers().await(call -> says(call, ups.system(), "Fan failed"), SOON);
            ups.upsd().setVariable(ups.name(), "ups.alarm", "Battery missing");
            ups.setup().handlers().await(call -> says(call, ups.system(), "Battery missing"), SOON);
            ups.says("OL");
            ups.awaitTold("NOTALARM");

            assertEquals(List.of("ALARM", "ALARM", "NOTALARM"), ups.told());
        }
    }

    @Test
    void alarmsOfTwoUpsesDoNotTellEachOtherAgain() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("one", "two");
                Setup setup = Setup.quick().primaryOf(upsd.system("one")).primaryOf(upsd.system("two"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            for (String ups : List.of("one", "two")) {
                upsd.setVariable(ups, "ups.alarm", "Text of " + ups);
                upsd.setStatus(ups, "ALARM OL");
                setup.handlers().await(call -> says(call, upsd.system(ups), "Text of " + ups), SOON);
            }
            // Polls enough for a text to be told again.
            for (String ups : List.of("one", "two")) {
                upsd.setStatus(ups, "OL");
                setup.handlers().await(call -> call.is("NOTALARM", upsd.system(ups)), SOON);
            }

            assertEquals(List.of("ALARM", "ALARM", "NOTALARM", "NOTALARM"), told(setup));
        }
    }

    @Test
    void economicModeOfAVendorIsToldAsEco() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            ups.upsd().setVariable(ups.name(), "experimental.ups.mode.buzzwords", "vendor:apc:HE");
            ups.awaitTold("ECO");
            ups.upsd().removeVariable(ups.name(), "experimental.ups.mode.buzzwords");
            ups.awaitTold("NOTECO");
            ups.upsd().setVariable(ups.name(), "ups.mode.buzzwords", "vendor:other:NORMAL");
            ups.says("OL TRIM");
            ups.awaitTold("TRIM");
            ups.upsd().setVariable(ups.name(), "ups.mode.buzzwords", "vendor:other:ESS");
            int before = ups.told().size();
            ups.setup().handlers().awaitFrom(before, call -> call.is("ECO"), SOON);

            assertEquals(List.of("ECO", "ECO", "NOTECO", "TRIM"), ups.told());
        }
    }

    @Test
    void upsdThatAnswersOneCommandOfAPieceIsAskedOneByOneAndNothingIsTold() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            upsd.takePipelined(false);
            upsd.setVariable("ups", "ups.alarm", "Fan failed");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsd.setStatus("ups", "ALARM OL");
                setup.handlers().await(call -> says(call, upsd.system("ups"), "Fan failed"), SOON);

                upsjail.program().awaitLine("polled one question at a time from now on", SOON);
                assertEquals(List.of("ALARM"), told(setup));
                assertTrue(upsd.journal().entriesFrom(0).stream()
                        .filter(event -> event.kind() == UpsdEvent.Kind.CONNECTED)
                        .skip(1)
                        .findFirst()
                        .isPresent());
            }
        }
    }

    @Test
    void failuresAreLoggedAsOftenAsTheDirectiveSays() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary("POLLFAIL_LOG_THROTTLE_MAX 3")) {
            ups.upsd().stale(ups.name());
            ups.awaitSaid("poll failed: DATA-STALE; logged again every 3 failures");
            ups.awaitSaid("poll failed: DATA-STALE .failure 4 in a row.");
            ups.upsd().driverBack(ups.name());
            ups.awaitSaid("read again after \\d+ failures");

            assertTrue(ups.upsjail().program().lines().entries().stream()
                    .noneMatch(line -> line.text().contains("failure 3 in a row")));
        }
    }

    private static boolean says(HandlerCall call, String ups, String text) {
        return call.is("ALARM", ups)
                && call.message().equals("UPS " + ups + ": one or more active alarms: [" + text + "]");
    }

    private static List<String> told(Setup setup) throws IOException {
        return setup.handlers().calls().stream().map(HandlerCall::type).sorted().toList();
    }
}
