// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.monitor.MonitorProcess;
import org.upsjail.protocol.wire.Order;

/** One life of the monitor of a pair, from the moment at which it is waited for. */
final class UnitMonitor implements MonitorProcess {

    private final PipeInput frames;
    private final OrderPipe orders;
    private final Supplier<List<Long>> inUnit;
    private final Consumer<Optional<Long>> givenUp;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile Optional<Long> pid = Optional.empty();

    /**
     * @param inUnit the processes of its unit
     * @param givenUp hears that nothing of it counts any more, with its process if one was seen
     */
    UnitMonitor(PipeInput frames, FileChannel orders, Supplier<List<Long>> inUnit, Consumer<Optional<Long>> givenUp) {
        this.frames = frames;
        this.orders = new OrderPipe(Channels.newOutputStream(orders), "orders");
        this.inUnit = inUnit;
        this.givenUp = givenUp;
    }

    /** Notes its process when it comes, and its death. Any thread. */
    synchronized void look(List<Long> processes) {
        if (pid.isPresent()) {
            if (!processes.contains(pid.get())) {
                exit.complete(STATUS_UNKNOWN);
            }
        } else if (processes.size() == 1) {
            // Its launcher starts short-lived programs; with one of them there are two.
            pid = Optional.of(processes.get(0));
        }
    }

    @Override
    public long pid() {
        if (pid.isEmpty()) {
            look(inUnit.get());
        }
        return pid.orElse(0L);
    }

    @Override
    public String introduction() {
        return "ready for the monitor, which its own unit starts";
    }

    @Override
    public InputStream frames() {
        return frames;
    }

    @Override
    public InputStream log() {
        return InputStream.nullInputStream();
    }

    @Override
    public boolean order(Order order) {
        return orders.give(order);
    }

    @Override
    public void kill() {
        orders.end();
        try {
            frames.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        givenUp.accept(pid);
    }

    @Override
    public void whenExited(IntConsumer exitStatus) {
        exit.thenAccept(exitStatus::accept);
    }
}
