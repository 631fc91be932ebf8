// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.decide.Importance;
import org.upsjail.dispatcher.host.InheritedFifos.Fifo;

/** The order to shut down and what comes of it, with a file in the place of the FIFO. */
class ShutdownUnitTest {

    private static final CommandPlan SHUTDOWN = new CommandPlan(
            "SHUTDOWNCMD",
            "shutdown",
            Importance.FINAL,
            List.of("/bin/sh", "-c", "whatever"),
            Map.of(),
            Optional.empty(),
            RunAs.DISPATCHER,
            Optional.empty(),
            true);

    @TempDir
    Path directory;

    private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);

    @ParameterizedTest
    @CsvSource({"A 0, B", "Y running, Z", "Z 1, A", "rubbish, A", "'', A"})
    void aRunIsNamedAfterTheOneBeforeIt(String last, char name) {
        assertEquals(name, ShutdownUnit.nameAfter(Optional.of(last)));
    }

    @Test
    void oneByteIsAllThatIsSent() throws IOException {
        unit().start(SHUTDOWN);

        assertEquals("A", Files.readString(directory.resolve("fifo")));
    }

    @Test
    void theStatusOfSuchARunIsItsExit() throws Exception {
        CompletableFuture<Integer> exit = started();
        Files.writeString(directory.resolve("result"), "A running\n");
        Files.writeString(directory.resolve("result"), "A 7\n");

        assertEquals(7, ended(exit));
    }

    @Test
    void theStatusOfAnotherRunIsNot() throws Exception {
        Files.writeString(directory.resolve("result"), "A 0\n");
        CompletableFuture<Integer> exit = started();
        now.set(ShutdownUnit.BEGINS_WITHIN.plusSeconds(1));

        assertEquals(ShutdownUnit.NOT_BEGUN, ended(exit));
    }

    private ShutdownUnit unit() throws IOException {
        Path fifo = Files.createFile(directory.resolve("fifo"));
        return new ShutdownUnit(
                plan -> {
                    throw new IOException("not asked for");
                },
                new Fifo(fifo),
                directory.resolve("result"),
                now::get,
                complaint -> {});
    }

    private CompletableFuture<Integer> started() throws IOException {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        unit().start(SHUTDOWN).whenExited(exit::complete);
        return exit;
    }

    private static int ended(CompletableFuture<Integer> exit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return exit.get(30, TimeUnit.SECONDS);
    }
}
