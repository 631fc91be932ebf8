// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.dns.SimulatedNameserver;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Names asked for from inside the real jail, of a nameserver that comes and goes. */
class NamesIT {

    /** A look-up that nobody answers ends after fifteen seconds; the next attempt follows within five. */
    private static final Duration SOON = Deadline.OF_A_HANG;

    private static final int MANY = 20;

    private static final String HOST = "upsd.example";

    private static String system(SimulatedUpsd upsd) {
        return "ups@" + HOST + ":" + upsd.port();
    }

    @Test
    void aChangedEntryIsFollowedWithoutAReload() throws IOException, InterruptedException {
        try (SimulatedNameserver dns = SimulatedNameserver.start();
                SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(system(upsd)).upsjail(dns.directive())) {
            // Nobody listens there.
            dns.enter(HOST, "127.99.99.99");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                dns.enter(HOST, "127.0.0.1");
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT", system(upsd)), SOON);

                assertTrue(upsjail.program().alive());
            }
        }
    }

    @Test
    void aDeadResolverHoldsUpNoOtherUpsAndIsAskedAgain() throws IOException, InterruptedException {
        try (SimulatedNameserver dns = SimulatedNameserver.start();
                SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                SimulatedUpsd other = SimulatedUpsd.serving("other");
                Setup setup = Setup.quick()
                        .primaryOf(system(upsd))
                        .primaryOf(other.system("other"))
                        .upsjail(dns.directive())) {
            dns.silent(true);
            dns.enter(HOST, "127.0.0.1");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                dns.journal().await(HOST::equals, SOON);
                other.setStatus("other", "OB");
                setup.handlers().await(call -> call.is("ONBATT", other.system("other")), SOON);
                assertEquals(0, upsd.connections());
                upsjail.program().awaitLine("no nameserver answers", SOON);
                dns.silent(false);
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT", system(upsd)), SOON);

                assertEquals(1, upsd.connections());
            }
        }
    }

    @Test
    void theLastGoodAddressIsUsedWhenTheResolverHasDied() throws IOException, InterruptedException {
        try (SimulatedNameserver dns = SimulatedNameserver.start();
                SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(system(upsd)).upsjail(dns.directive())) {
            dns.enter(HOST, "127.0.0.1");
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                dns.silent(true);
                // The first may still be served by an answer that is good.
                for (int i = 0; i < MANY && !saidToGoOn(upsjail); i++) {
                    long position = upsjail.logPosition();
                    upsd.dropConnections();
                    upsjail.program().awaitLine(position, "established", SOON);
                }
                upsd.setStatus("ups", "OB");
                setup.handlers().await(call -> call.is("ONBATT", system(upsd)), SOON);

                assertTrue(saidToGoOn(upsjail));
            }
        }
    }

    @Test
    void optionsOfConnectionsReachEveryMonitor() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(
                        Installation.built(), setup, Map.of("NUT_DEFAULT_CONNECT_TIMEOUT", "7.5"), List.of("-4"))) {
            long first = upsjail.awaitWatching();
            List<String> before = wordsOf(first);
            long position = upsjail.logPosition();
            RunningProgram.kill("HUP", upsjail.program().pid());
            long second = upsjail.awaitWatching(position);

            assertEquals(List.of("--one-service", "-4", "-W", "7.5"), before);
            assertEquals(before, wordsOf(second));
        }
    }

    @Test
    void familyThatAnAddressIsNotOfIsNotConnectedTo() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningUpsjail upsjail = RunningUpsjail.start(Installation.built(), setup, Map.of(), List.of("-6"))) {
            upsjail.program().awaitLine("no IPv6 address, and -6 was asked for", SOON);

            assertEquals(0, upsd.connections());
        }
    }

    @Test
    void bothFamiliesAtOnceAreAUsageErrorInTheForegroundAndBehind() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1")) {
            String upsjail = Installation.built().upsjail().toString();
            String file = setup.written().toString();
            for (List<String> words :
                    List.of(List.of(upsjail, "-F", "-46", "-f", file), List.of(upsjail, "-4", "-6", "-f", file))) {
                try (RunningProgram program = RunningUpsjail.startBare(words)) {
                    assertEquals(64, program.awaitExit(SOON));
                    assertTrue(program.lines().entries().stream()
                            .anyMatch(line -> line.text().contains("-4 and -6 exclude each other")));
                }
            }
        }
    }

    private static boolean saidToGoOn(RunningUpsjail upsjail) {
        return upsjail.program().lines().entries().stream()
                .anyMatch(line -> line.text().contains("going on with the address known before"));
    }

    /** The end of its command line. */
    private static List<String> wordsOf(long pid) throws IOException {
        List<String> words = List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                .split("\0", 0));
        return words.subList(words.size() - 4, words.size());
    }
}
