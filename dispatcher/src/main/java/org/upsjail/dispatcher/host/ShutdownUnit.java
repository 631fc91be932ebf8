// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandPlan;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.command.CommandStarter;
import org.upsjail.dispatcher.command.RunningCommand;
import org.upsjail.dispatcher.host.InheritedFifos.Fifo;

/**
 * Has SHUTDOWNCMD run by upsjail-shutdown.service, which is root: one byte into a FIFO starts it. Nothing but that byte goes
 * there; flag and command are what root accepted. The byte, A to Z, is the name of the run; how it went stands in a file of
 * root's: {@code A running}, then {@code A 0}. Every other program is started by the starter behind this one.
 */
public final class ShutdownUnit implements CommandStarter {

    /** The unit starts a shell; by then something is wrong with it. */
    static final Duration BEGINS_WITHIN = Duration.ofSeconds(10);

    /** EX_TEMPFAIL: it is tried again. */
    static final int NOT_BEGUN = 75;

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final String RUNNING = "running";

    private final CommandStarter others;
    private final Fifo fifo;
    private final Path result;
    private final Supplier<Duration> clock;
    private final Consumer<String> complaints;

    /** @param result the file that upsjail-shutdown.service writes */
    public ShutdownUnit(
            CommandStarter others, Fifo fifo, Path result, Supplier<Duration> clock, Consumer<String> complaints) {
        this.others = others;
        this.fifo = fifo;
        this.result = result;
        this.clock = clock;
        this.complaints = complaints;
    }

    @Override
    public Runnable expect(CommandPlan plan) {
        return others.expect(plan);
    }

    @Override
    public void prepare(Map<String, String> environment) throws IOException {
        others.prepare(environment);
    }

    @Override
    public RunningCommand start(CommandPlan plan) throws IOException {
        return plan.runAs() == RunAs.DISPATCHER ? order() : others.start(plan);
    }

    private RunningCommand order() throws IOException {
        char name = nameAfter(read());
        try (FileChannel out = fifo.output()) {
            out.write(ByteBuffer.wrap(new byte[] {(byte) name}));
        }
        Run run = new Run(name, clock.get());
        run.begin();
        // It has no limit, so nobody asks for its end.
        return RunningCommand.knownByExit(run.exit);
    }

    private Optional<String> read() {
        try {
            return Optional.of(
                    Files.readString(result, StandardCharsets.US_ASCII).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    static char nameAfter(Optional<String> last) {
        char name = last.filter(line -> line.matches("[A-Z] .*")).orElse("Z").charAt(0);
        return name == 'Z' ? 'A' : (char) (name + 1);
    }

    private final class Run {

        private final String prefix;
        private final Duration orderedAt;
        private final CompletableFuture<Integer> exit = new CompletableFuture<>();
        private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "shutdown-unit");
            thread.setDaemon(true);
            return thread;
        });

        Run(char name, Duration orderedAt) {
            this.prefix = name + " ";
            this.orderedAt = orderedAt;
        }

        void begin() {
            long millis = LOOK_EVERY.toMillis();
            looks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
        }

        private void look() {
            Optional<String> state =
                    read().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()));
            if (state.isEmpty() && clock.get().minus(orderedAt).compareTo(BEGINS_WITHIN) > 0) {
                complaints.accept("upsjail-shutdown.service has not begun within " + BEGINS_WITHIN.toSeconds()
                        + " s; is upsjail-shutdown.socket active?");
                end(NOT_BEGUN);
            }
            state.filter(word -> word.matches("[0-9]{1,3}")).ifPresent(word -> end(Integer.parseInt(word)));
            state.filter(word -> !word.equals(RUNNING) && !word.matches("[0-9]{1,3}"))
                    .ifPresent(word -> end(NOT_BEGUN));
        }

        private void end(int status) {
            looks.shutdown();
            exit.complete(status);
        }
    }
}
