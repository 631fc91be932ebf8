// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Options and environment of a start, as the installed command takes them. */
class CommandLineIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private static RunningProgram start(Setup setup, Map<String, String> environment, String... options)
            throws IOException {
        setup.written();
        String upsjail = Installation.built().home().resolve("bin/upsjail").toString();
        Map<String, String> whole = new HashMap<>(Map.of(
                "PATH",
                "/usr/sbin:/usr/bin:/sbin:/bin",
                "UPSJAIL_JAVA",
                System.getProperty("java.home") + "/bin/java",
                "NUT_CONFPATH",
                setup.directory().toString(),
                "NUT_PIDPATH",
                setup.directory().toString()));
        whole.putAll(environment);
        List<String> command =
                Stream.concat(Stream.of(upsjail), Stream.of(options)).toList();
        return RunningProgram.start(command, whole, Path.of("/"));
    }

    private static String said(RunningProgram program) {
        return program.lines().entries().stream().map(OutputLine::text).collect(Collectors.joining("\n"));
    }

    @Test
    void userIsTheAccountOfHandlersWhateverTheFileSays() throws IOException, InterruptedException {
        int daemon = 1;
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups")).upsmon("RUN_AS_USER nut");
                RunningProgram upsjail = start(setup, Map.of(), "-F", "-u", "daemon")) {
            upsjail.awaitLine("every UPS has been heard of", SOON);
            upsd.setStatus("ups", "OB");
            HandlerCall call = setup.handlers().await(made -> made.is("ONBATT"), SOON);

            assertEquals(daemon, call.uid());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-account, -u no-such-account: this host has no such account",
        "root, -u is root",
        "games, JAILUSER and -u are the same account"
    })
    void userIsCheckedAsTheOneInTheFile(String user, String why) throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9").upsjail("JAILUSER games")) {
            for (String place : List.of("-F", "-B")) {
                try (RunningProgram upsjail = start(setup, Map.of(), place, "-u", user)) {
                    assertEquals(1, upsjail.awaitExit(SOON));
                    assertTrue(said(upsjail).contains(why), () -> said(upsjail));
                }
            }
        }
    }

    @Test
    void debugLevelShowsTheJailTheFactsAndTheCommandsAndKeepsTheForeground() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningProgram upsjail = start(setup, Map.of(), "-DD", "-p")) {
            upsjail.awaitLine("-p is not obeyed", SOON);
            upsjail.awaitLine("\\[monitor\\] refused inside: ", SOON);
            upsd.setStatus("ups", "OB");
            upsjail.awaitLine("\\[D2\\] stated: .* ONBATT", SOON);
            upsjail.awaitLine("\\[D1\\] running NOTIFYCMD for ONBATT .* as nut: ", SOON);
            upsjail.awaitLine("\\[D1\\] NOTIFYCMD for ONBATT .* exited with status 0", SOON);

            assertFalse(said(upsjail).contains("[D3]"), () -> said(upsjail));
            upsjail.kill("INT");
            assertEquals(0, upsjail.awaitExit(SOON));
        }
    }

    @Test
    void debugLevelOfTheEnvironmentIsRaisedAndLoweredByAReload() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups")).upsmon("DEBUG_MIN 3");
                RunningProgram upsjail = start(setup, Map.of("NUT_DEBUG_LEVEL", "1"), "-F")) {
            upsjail.awaitLine("\\[D3\\] heartbeat", SOON);
            setup.without("DEBUG_MIN").written();
            upsjail.kill("HUP");
            upsjail.awaitLine("configuration reloaded", SOON);
            long reloaded = upsjail.lines().position();
            upsd.setStatus("ups", "OB");
            upsjail.awaitLine(reloaded, "\\[D1\\] NOTIFYCMD for ONBATT .* exited", SOON);

            assertTrue(
                    upsjail.lines().entries().stream()
                            .map(OutputLine::text)
                            .dropWhile(line -> !line.contains("configuration reloaded"))
                            .noneMatch(line -> line.contains("[D2]") || line.contains("[D3]")),
                    () -> said(upsjail));
        }
    }

    @Test
    void bannerIsHiddenOnRequest() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick()) {
            try (RunningProgram loud = start(setup, Map.of(), "-F")) {
                assertEquals(1, loud.awaitExit(SOON));
                assertTrue(said(loud).contains("in place of Network UPS Tools upsmon"), () -> said(loud));
            }
            try (RunningProgram quiet = start(setup, Map.of("NUT_QUIET_INIT_BANNER", "true"), "-F")) {
                assertEquals(1, quiet.awaitExit(SOON));
                assertFalse(said(quiet).contains("Network UPS Tools"), () -> said(quiet));
            }
        }
    }

    @Test
    void pidFileGoesElsewhereWhereItsDirectoryIsMissing() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"))) {
            Map<String, String> environment = Map.of(
                    "NUT_PIDPATH", setup.directory().resolve("missing").toString(),
                    "NUT_STATEPATH", setup.directory().toString());
            try (RunningProgram upsjail = start(setup, environment, "-F")) {
                upsjail.awaitLine("every UPS has been heard of", SOON);

                assertEquals(
                        upsjail.pid() + "\n", Files.readString(setup.directory().resolve("upsmon.pid")));
            }
        }
    }

    @Test
    void hostThatOnlyWatchesTakesTheOthersDownAndGoesOn() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups")).without("SHUTDOWNCMD");
                RunningProgram upsjail = start(setup.upsmon("MINSUPPLIES 0"), Map.of(), "-F")) {
            upsjail.awaitLine("every UPS has been heard of", SOON);
            upsjail.kill("USR1");
            setup.handlers().await(call -> call.is("SHUTDOWN"), SOON);
            upsjail.awaitLine("no SHUTDOWNCMD is set: this host stays up", SOON);
            long down = upsjail.lines().position();
            upsjail.awaitLine(down, "every UPS has been heard of", SOON);
            upsd.setStatus("ups", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);

            assertTrue(upsd.fsdSet("ups"));
            assertFalse(Files.exists(setup.flag()));
            assertEquals(
                    1,
                    upsd.journal().entries().stream()
                            .filter(event -> event.isCommand("FSD"))
                            .count());
            assertEquals(0, setup.handlers().calls("NOPARENT", "").size());
        }
    }

    @Test
    void foreignFileInThePlaceOfTheFlagIsRefusedAndKept() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9")) {
            Files.writeString(setup.flag(), "precious");
            for (String word : List.of("-F", "check")) {
                try (RunningProgram upsjail = start(setup, Map.of(), word)) {
                    assertEquals(1, upsjail.awaitExit(SOON));
                    assertTrue(said(upsjail).contains("is not a power-down flag"), () -> said(upsjail));
                }
            }
            assertEquals("precious", Files.readString(setup.flag()));
        }
    }

    @Test
    void checkSaysWhichRightsAtUpsdAreTooWide() throws IOException, InterruptedException {
        try (Setup setup = Setup.quick().primaryOf("ups@127.0.0.1:9")) {
            Path users = Files.write(
                    setup.directory().resolve("upsd.users"),
                    List.of("[prim]", "password = pp", "upsmon primary", "actions = SET", "instcmds = ALL"));
            Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
            try (RunningProgram text = start(setup, Map.of(), "check");
                    RunningProgram json = start(setup, Map.of(), "check", "--json")) {
                assertEquals(0, text.awaitExit(SOON));
                assertEquals(0, json.awaitExit(SOON));
                for (RunningProgram answer : List.of(text, json)) {
                    String said = said(answer);
                    assertTrue(said.contains("account prim has actions set, more than watching needs"), said);
                    assertTrue(said.contains("account prim has instcmds all, more than watching needs"), said);
                    assertTrue(said.contains(users + " may be read by everybody"), said);
                }
                assertTrue(said(text).contains("warning: " + users), () -> said(text));
                assertTrue(said(json).contains("\"kind\" : \"warning\""), () -> said(json));
            }
        }
    }

    @Test
    void aStandardInputThatWasClosedIsNobodysPipe() throws IOException, InterruptedException {
        try (SimulatedUpsd upsd = SimulatedUpsd.serving("ups");
                Setup setup = Setup.quick().primaryOf(upsd.system("ups"));
                RunningProgram upsjail = startWithoutInput(setup)) {
            upsjail.awaitLine("every UPS has been heard of", SOON);
            upsd.setStatus("ups", "OB");
            setup.handlers().await(call -> call.is("ONBATT"), SOON);

            String input = Files.readSymbolicLink(Path.of("/proc/" + upsjail.pid() + "/fd/0"))
                    .toString();
            assertEquals("/dev/null", input);
        }
    }

    private static RunningProgram startWithoutInput(Setup setup) throws IOException {
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                "exec \"$@\" <&-",
                "sh",
                Installation.built().home().resolve("bin/upsjail").toString(),
                "-F",
                "-f",
                setup.written().toString());
        return RunningProgram.start(command, RunningUpsjail.environmentOf(setup), Path.of("/"));
    }
}
