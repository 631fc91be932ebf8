// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;
import static org.upsjail.it.installed.Answer.askAsNut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What an operator, and a handler on its behalf, can ask of a running upsjail, through the installed commands. */
class OperatorIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    @Test
    void statusShowsTheFactsAndTheMonitor() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            long monitor = ups.monitor();
            ups.says("OB");
            ups.awaitTold("ONBATT");
            Answer text = ask(ups.setup(), "upsjail", "-c", "status");
            Answer json = ask(ups.setup(), "upsjail", "-c", "status", "--json");

            assertEquals(0, text.status());
            assertTrue(text.text().contains("ONBATT for "), text::text);
            assertTrue(
                    text.text().contains("pid " + monitor + ", jail proved by itself and checked from outside"),
                    text::text);
            assertTrue(json.text().contains("\"type\" : \"ONBATT\""), json::text);
        }
    }

    @Test
    void aTestRunsTheHandlerAndReportsIt() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            Path talking = setup.handlers().notifyCommandThen("talking", "echo to the operator; exit 3");
            setup.upsmon("NOTIFYCMD " + talking);
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                Answer answer = ask(setup, "upsjail", "-c", "test", "LOWBATT", "some@where");
                HandlerCall call = setup.handlers().await(made -> made.is("LOWBATT", "some@where"), SOON);

                assertTrue(answer.text().contains("exited with status 3"), answer::text);
                assertTrue(answer.text().contains("to the operator"), answer::text);
                assertEquals("TEST: UPS some@where battery is low", call.message());
            }
        }
    }

    @Test
    void aBadReloadChangesNothingAndAGoodOneTakesOverWithoutDoublingAnything()
            throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("one", "two");
                Setup setup = Setup.quick().primaryOf(upsd.system("one"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsd.setStatus("one", "OB");
            upsjail.awaitWatching();
            setup.handlers().await(call -> call.is("ONBATT", upsd.system("one")), SOON);

            setup.upsmon("POLLFREQ never").written();
            Answer bad = ask(setup, "upsjail", "-c", "reload");
            setup.without("POLLFREQ").upsmon("POLLFREQ 0.3");
            setup.primaryOf(upsd.system("two")).written();
            Answer good = ask(setup, "upsjail", "-c", "reload");
            upsd.setStatus("two", "OB");
            setup.handlers().await(call -> call.is("ONBATT", upsd.system("two")), SOON);

            assertEquals(1, bad.status());
            assertTrue(bad.text().contains("nothing was changed"), bad::text);
            assertEquals(0, good.status(), good::text);
            assertEquals(1, setup.handlers().calls("ONBATT", upsd.system("one")).size());
            assertEquals(0, setup.handlers().calls("NOPARENT", "").size());
        }
    }

    @Test
    void aHandlerMayOrderTheShutdownByTheNameOfUpsmonAndNothingElse() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Answer stop = askAsNut(ups.setup(), "upsmon", "-c", "stop");
            Answer fsd = askAsNut(ups.setup(), "upsmon", "-c", "fsd");
            ups.awaitTold(HandlerCall.SHUTDOWN);

            assertEquals(1, stop.status());
            assertEquals(0, fsd.status(), fsd::text);
            assertEquals(0, ups.awaitEnd());
            assertEquals(0, ask(ups.setup(), "upsmon", "-K").status());
        }
    }

    @Test
    void theFlagIsNotSetWithoutAShutdownOrByAnybodyElse() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9")) {
            setup.written();
            assertEquals(1, ask(setup, "upsjail", "-K").status());
            Files.writeString(setup.flag(), "upsmon-shutdown-file");
            assertEquals(0, ask(setup, "upsjail", "-K").status());
            Files.setAttribute(setup.flag(), "unix:uid", Setup.JAIL_ID);
            assertEquals(1, ask(setup, "upsjail", "-K").status());
        }
    }

    @Test
    void aSecondOneIsRefusedAndStopEndsTheFirst() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Answer second = ask(ups.setup(), "upsjail", "-F");
            Answer stop = ask(ups.setup(), "upsjail", "-c", "stop");

            assertEquals(1, second.status());
            assertTrue(second.text().contains("another upsjail is running"), second::text);
            assertEquals(0, stop.status(), stop::text);
            assertEquals(0, ups.awaitEnd());
        }
    }

    @Test
    void wordsThatAreNoCommandAreAUsageError() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9")) {
            setup.written();

            assertEquals(64, ask(setup, "upsjail", "-c", "explode").status());
            assertEquals(64, ask(setup, "upsjail", "-c", "").status());
            assertEquals(64, ask(setup, "upsjail", "--frobnicate").status());
        }
    }

    @Test
    void checkSaysWhetherAConfigurationWouldBeTaken() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9")) {
            setup.written();
            Answer right = ask(setup, "upsjail", "check");
            setup.upsmon("NONSENSE 1").written();
            Answer wrong = ask(setup, "upsjail", "--json", "check");

            assertEquals(0, right.status(), right::text);
            assertTrue(right.text().contains("watches ups@127.0.0.1:9 as primary"), right::text);
            assertEquals(1, wrong.status());
            assertTrue(wrong.text().contains("unknown directive NONSENSE"), wrong::text);
            assertFalse(wrong.text().contains("\"passed\" : true"), wrong::text);
        }
    }
}
