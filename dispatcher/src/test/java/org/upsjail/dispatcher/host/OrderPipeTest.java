// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.protocol.wire.Order;

/** Orders go out in order, and nobody waits for them. */
@Timeout(60)
class OrderPipeTest {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Integer> written = new LinkedBlockingQueue<>();
    private final CountDownLatch mayWrite = new CountDownLatch(1);

    /** A pipe that takes nothing until the test lets it. */
    private final OutputStream pipe = new OutputStream() {
        @Override
        public void write(int code) throws IOException {
            try {
                mayWrite.await();
            } catch (InterruptedException asked) {
                throw new IOException(asked);
            }
            written.add(code);
        }
    };

    @Test
    void ordersAreWrittenInTheirOrder() throws InterruptedException {
        mayWrite.countDown();
        OrderPipe orders = new OrderPipe(pipe, "orders-in-order");
        orders.give(Order.GO);
        orders.give(Order.FSD);

        assertEquals((int) 'G', written.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals((int) 'F', written.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void giverIsToldWhenNobodyReads() {
        OrderPipe orders = new OrderPipe(pipe, "orders-unread");
        boolean taken = true;
        for (int i = 0; i < 100 && taken; i++) {
            taken = orders.give(Order.PING);
        }

        assertFalse(taken);
    }

    @Test
    void minuteOfPingsFits() {
        OrderPipe orders = new OrderPipe(pipe, "orders-waiting");
        boolean taken = true;
        for (int i = 0; i < 60; i++) {
            taken &= orders.give(Order.PING);
        }

        assertTrue(taken);
    }

    @Test
    void endedPipeLeavesNoThread() throws InterruptedException {
        OrderPipe orders = new OrderPipe(pipe, "orders-ended");
        Thread writer = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("orders-ended"))
                .findFirst()
                .orElseThrow();
        orders.end();
        writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

        assertFalse(writer.isAlive());
    }
}
