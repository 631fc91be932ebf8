// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.upsjail.dispatcher.inbound.FakePipe;
import org.upsjail.protocol.wire.Order;

/** A process that does what the test says. */
final class FakeMonitor implements MonitorProcess {

    private final long pid;
    private final FakePipe frames = new FakePipe();
    private final FakePipe log = new FakePipe();
    private final List<Order> orders = new ArrayList<>();
    private final List<IntConsumer> exitListeners = new ArrayList<>();
    private boolean readsOrders = true;
    private boolean pipeEnded;
    private int kills;

    FakeMonitor(long pid) {
        this.pid = pid;
    }

    FakePipe framesEnd() {
        return frames;
    }

    /** False when it was at its end before. */
    boolean endPipe() {
        boolean was = pipeEnded;
        pipeEnded = true;
        frames.end();
        return !was;
    }

    FakePipe logEnd() {
        return log;
    }

    void stopsReadingOrders() {
        readsOrders = false;
    }

    void exit(int status) {
        exitListeners.forEach(listener -> listener.accept(status));
    }

    List<Order> orders() {
        return List.copyOf(orders);
    }

    boolean killed() {
        return kills > 0;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public InputStream frames() {
        return frames;
    }

    @Override
    public InputStream log() {
        return log;
    }

    @Override
    public boolean order(Order order) {
        if (readsOrders) {
            orders.add(order);
        }
        return readsOrders;
    }

    @Override
    public void kill() {
        kills++;
    }

    @Override
    public void whenExited(IntConsumer exitStatus) {
        exitListeners.add(exitStatus);
    }
}
