// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.InputStream;
import java.util.function.IntConsumer;
import org.upsjail.dispatcher.monitor.MonitorProcess;
import org.upsjail.protocol.wire.Order;

/** A monitor started by us, joined by three pipes. */
final class MonitorChild implements MonitorProcess {

    private final Process process;
    private final OrderPipe orders;

    MonitorChild(Process process) {
        this.process = process;
        this.orders = new OrderPipe(process.getOutputStream(), "orders-" + process.pid());
        process.onExit().thenRun(orders::end);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public InputStream frames() {
        return process.getInputStream();
    }

    @Override
    public InputStream log() {
        return process.getErrorStream();
    }

    @Override
    public boolean order(Order order) {
        return orders.give(order);
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void whenExited(IntConsumer exitStatus) {
        process.onExit().thenAccept(ended -> exitStatus.accept(ended.exitValue()));
    }
}
