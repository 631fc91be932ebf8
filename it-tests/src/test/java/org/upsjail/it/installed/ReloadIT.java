// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.installed.Answer.ask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What a reload takes over, and what it leaves alone. */
class ReloadIT {

    @Test
    void shutdowncmdAndPowerdownflagAreTheNewOnes() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Setup setup = ups.setup();
            Path ran = setup.directory().resolve("the-new-one-ran");
            Path flag = setup.directory().resolve("another-flag");
            Path command = setup.handlers().shutdownCommandThen("another", "/usr/bin/touch " + ran);
            setup.without("SHUTDOWNCMD").without("POWERDOWNFLAG");
            setup.upsmon("SHUTDOWNCMD " + command, "POWERDOWNFLAG " + flag).written();
            Answer reload = ask(setup, "upsjail", "-c", "reload");
            Answer fsd = ask(setup, "upsjail", "-c", "fsd");

            assertEquals(0, reload.status(), reload::text);
            assertEquals(0, fsd.status(), fsd::text);
            assertEquals(0, ups.awaitEnd());
            assertEquals(1, ups.told(HandlerCall.SHUTDOWN));
            assertTrue(Files.exists(ran));
            assertEquals("upsmon-shutdown-file", Files.readString(flag));
            assertFalse(Files.exists(setup.flag()));
            assertEquals(0, ask(setup, "upsjail", "-K").status());
        }
    }

    @Test
    void aDirectiveThatIsTakenOutReturnsToItsDefault() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary("NOTIFYMSG TRIM \"in other words\"")) {
            ups.says("OL TRIM");
            String before = ups.awaitTold("TRIM").message();
            ups.says("OL");
            ups.awaitTold("NOTTRIM");
            int told = ups.told().size();
            ups.setup().without("NOTIFYMSG").written();
            Answer reload = ask(ups.setup(), "upsjail", "-c", "reload");
            ups.says("OL TRIM");
            String after = ups.setup()
                    .handlers()
                    .awaitFrom(told, call -> call.is("TRIM"), WatchedUps.SOON)
                    .message();

            assertEquals(0, reload.status(), reload::text);
            assertEquals("in other words", before);
            assertEquals("UPS " + ups.system() + ": trimming incoming voltage", after);
        }
    }

    @Test
    void aUpsThatIsTakenOutIsLoggedOutOf() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("kept", "left");
                Setup setup = Setup.quick().primaryOf(upsd.system("kept")).primaryOf(upsd.system("left"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            upsjail.awaitWatching();
            setup.without("MONITOR " + upsd.system("left")).written();
            Answer reload = ask(setup, "upsjail", "-c", "reload");
            upsd.setStatus("left", "OB");
            upsd.setStatus("kept", "OB");
            setup.handlers().await(call -> call.is("ONBATT", upsd.system("kept")), WatchedUps.SOON);

            assertEquals(0, reload.status(), reload::text);
            assertEquals(0, upsd.logins("left"));
            assertEquals(1, upsd.logins("kept"));
            assertEquals(1, setup.handlers().count("ONBATT"));
        }
    }

    @Test
    void whatCannotBeObeyedIsRefusedAndChangesNothing() throws IOException, InterruptedException {
        try (WatchedUps<SimulatedUpsd> ups = WatchedUps.primary()) {
            Setup setup = ups.setup();
            Answer tooLittle = reloadedWith(setup, "MINSUPPLIES 2");
            Answer anotherUser = reloadedWith(setup, "RUN_AS_USER daemon");
            Files.delete(setup.directory().resolve("upsmon.conf"));
            Answer missing = ask(setup, "upsjail", "-c", "reload");
            ups.says("OB");
            ups.awaitTold("ONBATT");

            assertRefused("the power values add up to 1", tooLittle);
            assertRefused("RUN_AS_USER cannot change while running", anotherUser);
            assertRefused("the file does not exist", missing);
            assertTrue(ProcessHandle.of(ups.monitor()).orElseThrow().isAlive());
            assertEquals(1, ups.told().size());
        }
    }

    /** Reloads with this line at the end, which is taken out again. */
    private static Answer reloadedWith(Setup setup, String line) throws IOException, InterruptedException {
        Path file = setup.written();
        Files.writeString(file, Files.readString(file) + line + "\n");
        return ask(setup, "upsjail", "-c", "reload");
    }

    private static void assertRefused(String why, Answer answer) {
        assertEquals(1, answer.status());
        assertTrue(answer.text().contains(why), answer::text);
        assertTrue(answer.text().contains("nothing was changed"), answer::text);
    }
}
