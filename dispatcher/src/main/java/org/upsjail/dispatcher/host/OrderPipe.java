// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.upsjail.protocol.wire.Order;

/** Orders on their way to a monitor: whoever gives one never waits, whatever the monitor does with its end. */
final class OrderPipe {

    /** A minute of PINGs. The kernel's pipe holds more; a queue that fills means nobody reads. */
    private static final int MAX_WAITING = 60;

    private final BlockingQueue<Order> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final OutputStream pipe;
    private final Thread thread;

    OrderPipe(OutputStream pipe, String threadName) {
        this.pipe = pipe;
        thread = new Thread(this::write, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** False when the queue is full. */
    boolean give(Order order) {
        return waiting.offer(order);
    }

    /** Nobody reads any more. Without this the thread would wait for an order for ever, one more with each monitor. */
    void end() {
        thread.interrupt();
    }

    private void write() {
        try {
            while (true) {
                pipe.write(waiting.take().code());
                pipe.flush();
            }
        } catch (IOException gone) {
            // The monitor's end is noticed by its pipe and its exit.
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
