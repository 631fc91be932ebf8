// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.upsjail.dispatcher.host.InheritedFifos.Fifo;
import org.upsjail.dispatcher.monitor.JailInspector;
import org.upsjail.dispatcher.monitor.MonitorLauncher;
import org.upsjail.dispatcher.monitor.MonitorProcess;

/**
 * The monitors of a pair, which the service manager starts. Launching one is to be ready for it: what an earlier one left in
 * the FIFO is thrown away, and PINGs, which it waits for, begin. Its process is seen in the control group of its unit. It
 * belongs to another account and cannot be killed from here: it ends by itself when no PING comes, or
 * {@link #unbelievedFor} says that it does not.
 */
public final class UnitMonitors implements MonitorLauncher {

    /** A death is to be noticed within the second after which systemd restarts the unit. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Path processes;
    private final Fifo frames;
    private final Fifo orders;
    private final Supplier<Duration> clock;

    private volatile Optional<UnitMonitor> current = Optional.empty();
    private Optional<Long> unbelieved = Optional.empty();
    private Duration unbelievedSince = Duration.ZERO;

    /** @param processes cgroup.procs of the monitor's unit, cgroups(7) */
    public UnitMonitors(Path processes, Fifo frames, Fifo orders, Supplier<Duration> clock) {
        this.processes = processes;
        this.frames = frames;
        this.orders = orders;
        this.clock = clock;
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "monitor-unit");
            thread.setDaemon(true);
            return thread;
        });
        long millis = LOOK_EVERY.toMillis();
        watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean oneAtATime() {
        return true;
    }

    /** One that is no longer believed has to end first: its frames would be taken for the next one's. */
    @Override
    public boolean ready() {
        return unbelievedFor(clock.get()).isEmpty();
    }

    @Override
    public MonitorProcess launch() throws IOException {
        PipeInput in = frames.drained();
        try {
            UnitMonitor monitor = new UnitMonitor(in, orders.output(), this::inUnit, this::givenUp);
            current = Optional.of(monitor);
            return monitor;
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    /** For how long a monitor that was given up has gone on living; empty when none does. Decide thread. */
    public Optional<Duration> unbelievedFor(Duration now) {
        if (unbelieved.isPresent() && !inUnit().contains(unbelieved.get())) {
            unbelieved = Optional.empty();
        }
        return unbelieved.map(pid -> now.minus(unbelievedSince));
    }

    /** {@code account}'s findings, and whether the unit has that one process. */
    public JailInspector inspector(JailInspector account) {
        return new JailInspector() {
            @Override
            public List<String> flawsOf(long pid) {
                List<Long> all = inUnit();
                if (!all.equals(List.of(pid))) {
                    return List.of("its unit has the processes " + all + " by " + processes + ", and not one");
                }
                List<String> flaws = new ArrayList<>(account.flawsOf(pid));
                return inUnit().equals(all) ? flaws : List.of("it has ended");
            }

            @Override
            public boolean reduced() {
                return account.reduced();
            }
        };
    }

    private void givenUp(Optional<Long> pid) {
        current = Optional.empty();
        unbelieved = pid;
        unbelievedSince = clock.get();
    }

    private void look() {
        List<Long> now = inUnit();
        current.ifPresent(monitor -> monitor.look(now));
    }

    private List<Long> inUnit() {
        try {
            return Files.readAllLines(processes, StandardCharsets.US_ASCII).stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException | NumberFormatException noneThere) {
            // A unit without a process has no control group.
            return List.of();
        }
    }
}
