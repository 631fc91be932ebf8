// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.upsjail.it.process.TemporaryDirectory;
import org.upsjail.it.upsd.Misbehaviour;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;

/** A upsd that does not speak as upsd does, and a monitor that does not speak as ours does. */
class HostilePeersIT {

    private static final Duration SOON = WatchedUps.SOON;
    private static final Path ROOTS_OWN = Path.of("/run");

    @Test
    void aMalformedUpsdLosesItsConnectionAndNoOtherUpsNotices() throws IOException, InterruptedException {
        try (SimulatedUpsd honest = SimulatedUpsd.serving("good");
                SimulatedUpsd hostile = SimulatedUpsd.serving("bad");
                Setup setup = Setup.quick().primaryOf(honest.system("good")).primaryOf(hostile.system("bad"));
                RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            long monitor = upsjail.awaitWatching();
            hostile.misbehave(Misbehaviour.BINARY);
            setup.handlers().await(call -> call.is("COMMBAD", hostile.system("bad")), SOON);
            honest.setStatus("good", "OB");
            setup.handlers().await(call -> call.is("ONBATT", honest.system("good")), SOON);
            hostile.misbehave(Misbehaviour.NONE);
            setup.handlers().await(call -> call.is("COMMOK", hostile.system("bad")), SOON);

            assertTrue(ProcessHandle.of(monitor).orElseThrow().isAlive());
            assertEquals(
                    0, setup.handlers().calls("COMMBAD", honest.system("good")).size());
        }
    }

    @Test
    void aMonitorThatSendsAnUnknownTypeIsReplacedAndNothingOfItIsBelieved() throws IOException, InterruptedException {
        String script = "#!/bin/sh\nprintf '\\002\\231\\000\\003'\nexec /usr/bin/sleep 30\n";
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                TemporaryDirectory copy = TemporaryDirectory.create(ROOTS_OWN, "upsjail-copy-")) {
            Installation installation = Installation.built().withMonitor(copy.path(), script);
            try (RunningUpsjail upsjail = RunningUpsjail.start(installation, setup)) {
                upsjail.program().awaitLine("lost: violation TYPE_UNKNOWN", SOON);
                long position = upsjail.logPosition();
                upsjail.awaitMonitorStarted(position, SOON);

                assertTrue(upsjail.program().alive());
            }
        }
    }

    @Test
    void aMonitorThatSaysHelloWithoutAJailIsNotToldToGo() throws IOException, InterruptedException, ConfigException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                TemporaryDirectory copy = TemporaryDirectory.create(ROOTS_OWN, "upsjail-copy-")) {
            String digest =
                    ConfigurationReader.read(setup.written(), SecretPolicy.DROP).digest();
            String script = "#!/bin/sh\nprintf '\\002\\040\\100%s\\003' " + digest + "\nexec /usr/bin/sleep 30\n";
            Installation installation = Installation.built().withMonitor(copy.path(), script);
            try (RunningUpsjail upsjail = RunningUpsjail.start(installation, setup)) {
                String lost = upsjail.program()
                        .awaitLine("lost: its jail is not closed", SOON)
                        .text();

                assertTrue(lost.contains("Seccomp 0"), lost);
                assertFalse(upsjail.program().lines().entries().stream()
                        .anyMatch(line -> line.text().contains("is jailed, checked from outside")));
            }
        }
    }
}
