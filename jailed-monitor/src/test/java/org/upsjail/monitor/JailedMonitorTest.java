// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.upsjail.monitor.outbound.FrameWriter;
import org.upsjail.monitor.outbound.MonitorLog;
import org.upsjail.monitor.upsd.UpsWatch;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;
import org.upsjail.protocol.wire.Order;

/** Orders in, heartbeats out, on a clock that only the test moves. */
@SuppressWarnings("InputStreamSlowMultibyteRead") // Orders are read one by one.
@Timeout(30)
class JailedMonitorTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final Frame HELLO = new Frame.Hello(DIGEST);
    private static final Frame HEARTBEAT = new Frame.Signal(FrameType.HEARTBEAT);
    private static final Frame BYE = new Frame.Signal(FrameType.BYE);

    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(clock).build();
    private final List<String> done = new ArrayList<>();
    private final List<Integer> exits = new ArrayList<>();
    private final Pipe frames = new Pipe();
    private final Pipe log = new Pipe();
    private final FrameWriter frameWriter = new FrameWriter(piece -> false, frames, 1, done::add);
    private final MonitorLog monitorLog = new MonitorLog(log, 0);
    private final JailedMonitor monitor =
            new JailedMonitor(loop.eventLoop(), new RecordedWatch(), frameWriter, monitorLog, exits::add);

    @Test
    void greetsBeforeAnything() throws InterruptedException {
        lives();

        frames.assertNext(HELLO);
        assertEquals(List.of(), done);
    }

    @Test
    void goOpensEveryLinkOnce() {
        lives(Order.GO, Order.GO);

        assertEquals(List.of("open"), done);
    }

    @Test
    void fsdAndWokeArePassedOn() {
        lives(Order.GO, Order.FSD, Order.WOKE, Order.FSD);

        assertEquals(List.of("open", "FSD", "woke", "FSD"), done);
    }

    @Test
    void stopLogsOutSaysByeAndEnds() throws InterruptedException {
        lives(Order.GO, Order.STOP);

        assertEquals(List.of("open", "log out"), done);
        frames.assertNext(HELLO);
        frames.assertNext(BYE);
        assertEquals("stopped\n", log.next());
        assertEquals(List.of(), exits);
        passes(JailedMonitor.LAST_WORDS);
        assertEquals(List.of(0), exits);
    }

    @Test
    void stopBeforeGoEndsWithoutBye() throws InterruptedException {
        lives(Order.STOP);
        passes(JailedMonitor.LAST_WORDS);

        assertEquals(List.of("log out"), done);
        assertEquals(List.of(0), exits);
        frames.assertNext(HELLO);
        assertNoFrameWaits();
    }

    @Test
    void afterStopNoOrderIsHeededAndNoHeartbeatFollowsBye() throws InterruptedException {
        lives(Order.GO, Order.STOP, Order.GO, Order.FSD, Order.WOKE, Order.STOP);
        passes(JailedMonitor.HEARTBEAT_INTERVAL.multipliedBy(10));

        assertEquals(List.of("open", "log out"), done);
        assertEquals(List.of(0), exits);
        frames.assertNext(HELLO);
        frames.assertNext(BYE);
        assertNoFrameWaits();
    }

    @Test
    void anUnknownOrderEnds() throws InterruptedException {
        lives(new ByteArrayInputStream("Gx".getBytes(StandardCharsets.US_ASCII)));
        passes(JailedMonitor.LAST_WORDS);

        assertEquals("an order that is not in the table\n", log.next());
        assertEquals(List.of(MonitorMain.NO_DISPATCHER), exits);
    }

    @Test
    void aDispatcherThatIsGoneEnds() throws InterruptedException {
        lives(new ByteArrayInputStream(new byte[0]));
        passes(JailedMonitor.LAST_WORDS);

        assertEquals("the dispatcher closed the orders pipe\n", log.next());
        assertEquals(List.of(MonitorMain.NO_DISPATCHER), exits);
    }

    @Test
    void aBrokenOrdersPipeEnds() throws InterruptedException {
        lives(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("planted");
            }
        });
        passes(JailedMonitor.LAST_WORDS);

        assertEquals("the orders pipe is broken\n", log.next());
        assertEquals(List.of(MonitorMain.NO_DISPATCHER), exits);
    }

    @Test
    void heartbeatsGoOutEachSecond() throws InterruptedException {
        lives(Order.GO);
        frames.assertNext(HELLO);
        for (int second = 0; second < 3; second++) {
            passes(JailedMonitor.HEARTBEAT_INTERVAL.minusNanos(1));
            assertNoFrameWaits();
            passes(Duration.ofNanos(1));
            frames.assertNext(HEARTBEAT);
        }
    }

    @Test
    void missingPingsEnd() throws InterruptedException {
        lives(Order.GO);
        for (int second = 0; second < JailedMonitor.PING_LIMIT.toSeconds(); second++) {
            passes(JailedMonitor.HEARTBEAT_INTERVAL);
        }
        assertNothingLogged();
        passes(JailedMonitor.HEARTBEAT_INTERVAL);
        assertEquals("no PING for 5 s\n", log.next());
        passes(JailedMonitor.LAST_WORDS);
        assertEquals(List.of(MonitorMain.NO_DISPATCHER), exits);
    }

    @Test
    void pingsKeepItAlive() throws InterruptedException {
        PausedOrders orders = new PausedOrders();
        orders.between(() -> passes(JailedMonitor.HEARTBEAT_INTERVAL.multipliedBy(4)));
        for (int i = 0; i < 10; i++) {
            orders.add(Order.PING);
        }
        lives(orders);

        assertNothingLogged();
        assertEquals(List.of(), exits);
    }

    @Test
    void betweenUnitsNothingIsSaidBeforeTheFirstPing() throws InterruptedException {
        livesAsUnit(new PausedOrders());
        passes(JailedMonitor.HEARTBEAT_INTERVAL.multipliedBy(3));

        assertNoFrameWaits();
    }

    @Test
    void betweenUnitsTheFirstPingIsAnsweredByHello() throws InterruptedException {
        PausedOrders orders = new PausedOrders();
        orders.add(Order.PING);
        livesAsUnit(orders);
        passes(JailedMonitor.HEARTBEAT_INTERVAL);

        frames.assertNext(HELLO);
        frames.assertNext(HEARTBEAT);
    }

    @Test
    void aUnitStartedAloneEndsAndSaysWhatToStart() throws InterruptedException {
        livesAsUnit(new PausedOrders());
        passes(JailedMonitor.FIRST_PING_LIMIT);
        assertEquals(
                "no dispatcher has sent a PING within 60 s; start both units by"
                        + " systemctl start upsjail-dispatcher\n",
                log.next());
        passes(JailedMonitor.LAST_WORDS);
        assertEquals(List.of(MonitorMain.NO_DISPATCHER), exits);
    }

    /** The orders come, and no more after them; the pipe stays open. */
    private void lives(Order... orders) {
        PausedOrders open = new PausedOrders();
        Stream.of(orders).forEach(open::add);
        lives(open);
    }

    private void lives(InputStream orders) {
        lives(orders, false);
    }

    private void livesAsUnit(InputStream orders) {
        lives(orders, true);
    }

    private void lives(InputStream orders, boolean awaitsPing) {
        try {
            monitor.live(DIGEST, orders, awaitsPing);
        } catch (StillOpen asIntended) {
            // A pipe that stays open would keep the calling thread.
        }
        loop.runPendingTasks();
    }

    /** What is written now comes next: a writer keeps the order. */
    private void assertNoFrameWaits() throws InterruptedException {
        frameWriter.everythingStated();
        frames.assertNext(new Frame.Signal(FrameType.STATED));
    }

    private void assertNothingLogged() throws InterruptedException {
        monitorLog.say("marker");
        assertEquals("marker\n", log.next());
    }

    private void passes(Duration time) {
        clock.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        loop.runScheduledPendingTasks();
        loop.runPendingTasks();
    }

    private final class RecordedWatch implements UpsWatch {

        @Override
        public void open() {
            done.add("open");
        }

        @Override
        public void orderForcedShutdown() {
            done.add("FSD");
        }

        @Override
        public void forgetAndReconnect() {
            done.add("woke");
        }

        @Override
        public void logOut() {
            done.add("log out");
        }
    }

    /** Where reading would block for good. */
    private static final class StillOpen extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** An orders pipe that nobody closes. */
    private static final class PausedOrders extends InputStream {

        private final List<Order> orders = new ArrayList<>();
        private Runnable between = () -> {};

        void add(Order order) {
            orders.add(order);
        }

        void between(Runnable act) {
            between = act;
        }

        @Override
        public int read() {
            if (orders.isEmpty()) {
                throw new StillOpen();
            }
            between.run();
            return orders.remove(0).code();
        }
    }

    /** The writes to a descriptor, one by one. */
    private static final class Pipe extends OutputStream {

        private final BlockingQueue<byte[]> written = new LinkedBlockingQueue<>();

        void assertNext(Frame frame) throws InterruptedException {
            assertArrayEquals(FrameEncoder.encode(frame), written.take());
        }

        String next() throws InterruptedException {
            return new String(written.take(), StandardCharsets.US_ASCII);
        }

        @Override
        public void write(int b) {
            written.add(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.add(Arrays.copyOfRange(bytes, from, from + length));
        }
    }
}
