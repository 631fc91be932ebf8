// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.Polling;
import org.upsjail.it.proc.ProcMemory;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.tls.NssDatabase;
import org.upsjail.it.tls.StartTlsFront;
import org.upsjail.it.tls.StartTlsFront.Way;
import org.upsjail.it.upsd.SimulatedUpsd;
import org.upsjail.it.upsd.UpsdUser;
import org.upsjail.protocol.wire.Order;

/**
 * Passwords that stand nowhere else, right and wrong, over TLS and in plain text, and the password of a key: looked for
 * everywhere outside the monitor. The one place they may be is the copy of the accepted configuration (ADR 6).
 */
class SecretsIT {

    private static final Duration SOON = Deadline.OF_A_HANG;

    private static final String PASSWORD = "canary-right-7f3a";
    private static final String WRONG = "canary-wrong-55d2";
    private static final String OF_THE_KEY = "canary-key-c0fe";
    private static final List<String> ALL = List.of(PASSWORD, WRONG, OF_THE_KEY);
    private static final List<UpsdUser> USERS = List.of(new UpsdUser("prim", PASSWORD, UpsdUser.Role.PRIMARY));

    private static Path metrics(Setup setup) {
        return setup.directory().resolve("upsjail.prom");
    }

    private static boolean holdsOne(String text) {
        return ALL.stream().anyMatch(text::contains);
    }

    private static Setup setup(NssDatabase certificates, StartTlsFront encrypted, SimulatedUpsd plain)
            throws IOException, InterruptedException {
        Path client = certificates.pem("client", OF_THE_KEY);
        Setup setup = Setup.quick();
        return setup.upsjail("METRICSFILE " + metrics(setup))
                .upsmon("CERTPATH " + certificates.authorityPem(), "CERTHOST " + encrypted.server() + " \"\" 1 1")
                .upsmon("CERTFILE " + client, "CERTIDENT \"\" " + OF_THE_KEY)
                .upsmon("MONITOR " + encrypted.system("safe") + " 1 prim " + PASSWORD + " primary")
                .upsmon("MONITOR " + plain.system("plain") + " 0 prim " + WRONG + " secondary");
    }

    @Test
    void noSecretIsAnywhereOutsideTheMonitor() throws IOException, InterruptedException {
        try (NssDatabase certificates =
                        NssDatabase.create().issueForLoopback("right").issueForLoopback("client");
                SimulatedUpsd safe = SimulatedUpsd.serving(List.of("safe"), USERS);
                SimulatedUpsd plain = SimulatedUpsd.serving(List.of("plain"), USERS);
                StartTlsFront front =
                        StartTlsFront.of(safe.address(), Way.ASKS_FOR_CERTIFICATE, certificates, "right");
                Setup setup = setup(certificates, front, plain)) {
            Path told = handlerThatTellsAll(setup);
            try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
                upsjail.awaitWatching();
                upsjail.program().awaitLine(plain.system("plain") + ".*watched without login", SOON);
                long position = upsjail.logPosition();
                upsjail.program().kill("HUP");
                long monitor = upsjail.awaitWatching(position);
                safe.setStatus("safe", "OB");
                Polling.until("a run of the handler", SOON, () -> Files.exists(told));
                long dispatcher = upsjail.program().pid();

                assertEquals(List.of(), ProcMemory.search(dispatcher, ALL));
                assertTrue(!ProcMemory.search(monitor, List.of(PASSWORD)).isEmpty(), "the search finds nothing at all");
                for (long pid : List.of(monitor, dispatcher)) {
                    assertEquals(List.of(), linesOf(Path.of("/proc/" + pid, "cmdline")));
                    assertEquals(List.of(), linesOf(Path.of("/proc/" + pid, "environ")));
                }
                assertEquals(List.of(), linesOf(told));
                Polling.until("METRICSFILE", SOON, () -> Files.exists(metrics(setup)));
                assertEquals(List.of(), linesOf(metrics(setup)));
                assertEquals(List.of(), filesIn(setup.directory().resolve("run")));
                Path journal = setup.directory().resolve("state/journal/journal.jsonl");
                Polling.until("a journal", SOON, () -> Files.readString(journal).contains("ONBATT"));
                assertEquals(List.of(), filesIn(setup.directory().resolve("state")));
                assertEquals(
                        List.of(),
                        upsjail.program().lines().entries().stream()
                                .map(OutputLine::text)
                                .filter(SecretsIT::holdsOne)
                                .toList());
            }
        }
    }

    @Test
    void noSecretIsInAFrame() throws IOException, InterruptedException {
        try (NssDatabase certificates =
                        NssDatabase.create().issueForLoopback("right").issueForLoopback("client");
                SimulatedUpsd safe = SimulatedUpsd.serving(List.of("safe"), USERS);
                SimulatedUpsd plain = SimulatedUpsd.serving(List.of("plain"), USERS);
                StartTlsFront front = StartTlsFront.of(safe.address(), Way.HONEST, certificates, "right");
                Setup setup = setup(certificates, front, plain)) {
            List<String> command = List.of(
                    Installation.built().upsjailMonitor().toString(),
                    "-f",
                    setup.written().toString());
            // Its descriptor 1, which becomes 3, is a pipe to us.
            try (RunningProgram monitor = RunningUpsjail.startBare(command)) {
                OutputStream orders = monitor.stdin();
                monitor.awaitLine("jailed", SOON);
                order(orders, Order.GO);
                Polling.until("both logins", SOON, () -> {
                    order(orders, Order.PING);
                    return Stream.of(safe, plain)
                            .allMatch(upsd ->
                                    upsd.journal().entries().stream().anyMatch(event -> event.isCommand("LOGIN")));
                });
                order(orders, Order.STOP);
                monitor.awaitExit(SOON);
                List<String> output =
                        monitor.lines().entries().stream().map(OutputLine::text).toList();

                assertTrue(output.toString().contains("plain@127.0.0.1"), output.toString());
                assertEquals(
                        List.of(), output.stream().filter(SecretsIT::holdsOne).toList());
            }
        }
    }

    private static void order(OutputStream orders, Order order) throws IOException {
        orders.write(order.code());
        orders.flush();
    }

    private static Path handlerThatTellsAll(Setup setup) throws IOException {
        Path open = Files.createDirectory(setup.directory().resolve("told"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path script = setup.directory().resolve("tell-all");
        Path told = open.resolve("told");
        Files.writeString(
                script, "#!/bin/sh\n{ env; echo \"$@\"; } > " + told + ".new && mv " + told + ".new " + told + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        setup.upsmon("NOTIFYCMD " + script);
        return told;
    }

    private static List<String> linesOf(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return text.lines().filter(SecretsIT::holdsOne).toList();
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean accepted = directory.relativize(file).toString().matches("configuration-[01]/upsmon\\.conf");
                if (!accepted && !linesOf(file).isEmpty()) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
