// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.upsjail.monitor.status.UpsReading;
import org.upsjail.protocol.config.MonitorLine;

/** A session with a scripted upsd, on a clock that stands still until it is moved. */
final class Dialogue {

    /** Its four lines, as they are sent. */
    static final String POLL = """
            GET VAR ups ups.status
            GET VAR ups ups.alarm
            GET VAR ups ups.mode.buzzwords
            GET VAR ups experimental.ups.mode.buzzwords""";

    /** The answers to a whole poll. */
    static final String ONLINE = poll("VAR ups ups.status \"OL\"");

    private final UpsdSession session;
    private final RecordingListener listener = new RecordingListener();
    private final SentLines sent = new SentLines();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().register(false).build();

    Dialogue(MonitorLine monitor) {
        this(monitor, true);
    }

    Dialogue(MonitorLine monitor, boolean pipelined) {
        // Always the shortest wait: half of the step.
        session = new UpsdSession(monitor, listener, new Backoff(() -> 0L).ofLogins(), pipelined);
    }

    /** The answers to a poll of a upsd that has nothing but the status. */
    static String poll(String statusAnswer) {
        return statusAnswer + "\nERR VAR-NOT-SUPPORTED".repeat(3);
    }

    /** With a session that is polling: its first status has been read. */
    static Dialogue polling(MonitorLine monitor) {
        Dialogue dialogue = loggedIn(monitor);
        dialogue.replies(ONLINE);
        dialogue.forget();
        return dialogue;
    }

    /** With a session that has just asked for the status for the first time. */
    static Dialogue loggedIn(MonitorLine monitor) {
        return loggedIn(monitor, true);
    }

    static Dialogue loggedIn(MonitorLine monitor, boolean pipelined) {
        Dialogue dialogue = new Dialogue(monitor, pipelined).connected();
        dialogue.replies("OK", "OK", "OK");
        if (monitor.isPrimary()) {
            dialogue.replies("OK");
        }
        dialogue.forget();
        return dialogue;
    }

    Dialogue connected() {
        return connectedBehind(new UpsdLineDecoder());
    }

    /** With {@code first} between the session and the connection. */
    Dialogue connectedBehind(ChannelInboundHandlerAdapter first) {
        channel.pipeline().addLast(sent, first, session);
        try {
            channel.register();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        channel.freezeTime();
        return this;
    }

    UpsdSession session() {
        return session;
    }

    RecordingListener listener() {
        return listener;
    }

    EmbeddedChannel channel() {
        return channel;
    }

    /** The lines come one by one. */
    void replies(String... lines) {
        for (String line : lines) {
            receives(line + "\n");
        }
    }

    /** The bytes come in one read. */
    void receives(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    /** What has been sent since this was last asked. */
    List<String> sent() {
        return sent.take();
    }

    /** In how many pieces that was sent. */
    int writes() {
        return sent.writes();
    }

    /** @param lines one or more lines each */
    void assertSent(String... lines) {
        assertEquals(Stream.of(lines).flatMap(String::lines).toList(), sent());
    }

    /** What has happened since this was last asked. */
    void assertHappened(String... events) {
        assertEquals(List.of(events), new ArrayList<>(listener.events));
        listener.events.clear();
    }

    void forget() {
        sent();
        listener.events.clear();
    }

    void passes(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    void passesAlmost(Duration time) {
        passes(time.minusNanos(1));
    }

    /** Writes down what it is told. */
    static final class RecordingListener implements UpsdSessionListener {

        private final List<String> events = new ArrayList<>();
        private Duration timeBetweenPolls = Duration.ofSeconds(2);
        private String failsAt = "nothing";

        void pollEvery(Duration time) {
            timeBetweenPolls = time;
        }

        void failAt(String event) {
            failsAt = event;
        }

        private void happened(String event) {
            events.add(event);
            if (event.startsWith(failsAt)) {
                throw new IllegalStateException("asked to fail");
            }
        }

        @Override
        public void loginAccepted() {
            happened("login accepted");
        }

        @Override
        public void loginRefused(String reason) {
            happened("login refused: " + reason);
        }

        @Override
        public void primaryRefused(String reason) {
            happened("primary refused: " + reason);
        }

        @Override
        public void statusRead(UpsReading reading) {
            String alarm = reading.alarm().map(text -> ", alarm " + text).orElse("");
            String mode = reading.modeBuzzwords().isEmpty() ? "" : ", mode " + reading.modeBuzzwords();
            happened("status " + reading.status() + alarm + mode);
        }

        @Override
        public void statusUnavailable(String reason) {
            happened("no status: " + reason);
        }

        @Override
        public void forcedShutdownSet() {
            happened("FSD set");
        }

        @Override
        public void forcedShutdownRefused(String reason) {
            happened("FSD refused: " + reason);
        }

        @Override
        public void nobodyElseLoggedIn() {
            happened("alone");
        }

        @Override
        public void closed(String reason) {
            happened("closed: " + reason);
        }

        @Override
        public Duration timeBetweenPolls() {
            return timeBetweenPolls;
        }
    }
}
