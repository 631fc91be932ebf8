// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;

/** A link whose connections the test accepts or refuses, on a clock that only the test moves. */
final class LinkScene implements UpsdConnector {

    /** Failures are logged when they change. */
    static final Polling POLLING = new Polling(Duration.ofSeconds(5), Duration.ofSeconds(1), 0);

    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(clock).build();
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final UpsLink link;

    private @Nullable Supplier<UpsdSession> attempt;
    private @Nullable UpsdSession prepared;
    private Consumer<String> failed = reason -> {};
    private EmbeddedChannel peer = loop;
    private SentLines sent = new SentLines();

    LinkScene(MonitorLine monitor) {
        this(monitor, POLLING);
    }

    LinkScene(MonitorLine monitor, Polling polling) {
        // Always the shortest wait: half of the step.
        link = new UpsLink(loop.eventLoop(), monitor, polling, this, new Backoff(() -> 0L), facts::addAll, log::add);
    }

    /** With the first status read. */
    static LinkScene watching(MonitorLine monitor, String status) {
        LinkScene scene = new LinkScene(monitor);
        scene.link.open();
        scene.accept();
        scene.logIn(monitor);
        scene.status(status);
        scene.forget();
        return scene;
    }

    @Override
    public void connect(Supplier<UpsdSession> sessions, Consumer<String> whenFailed) {
        assertEquals(null, attempt, "two attempts at once");
        attempt = sessions;
        failed = whenFailed;
    }

    UpsLink link() {
        return link;
    }

    boolean connecting() {
        return attempt != null;
    }

    void accept() {
        prepareAttempt();
        acceptPrepared();
    }

    /** The session is there, its connection is not. */
    void prepareAttempt() {
        assertNotNull(attempt, "no attempt to accept");
        prepared = attempt.get();
        attempt = null;
    }

    void acceptPrepared() {
        sent = new SentLines();
        peer = EmbeddedChannel.builder()
                .ticker(clock)
                .handlers(sent, new UpsdLineDecoder(), prepared)
                .build();
    }

    /** Connected, but what comes before a session is not done; its end is that of the attempt. */
    void acceptWithoutBeginning() {
        prepareAttempt();
        Consumer<String> heard = failed;
        ChannelInboundHandlerAdapter setup = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {}

            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                heard.accept("closed before the session began");
            }
        };
        peer = EmbeddedChannel.builder().ticker(clock).handlers(setup, prepared).build();
    }

    boolean connected() {
        return peer.isActive();
    }

    void refuse(String reason) {
        assertNotNull(attempt, "no attempt to refuse");
        assertNotNull(attempt.get());
        attempt = null;
        failed.accept(reason);
    }

    void logIn(MonitorLine monitor) {
        replies("OK", "OK", "OK");
        if (monitor.isPrimary()) {
            replies("OK");
        }
    }

    void status(String status) {
        replies(Dialogue.poll("VAR ups ups.status \"" + status + "\""));
    }

    void replies(String... lines) {
        for (String line : lines) {
            peer.writeInbound(Unpooled.copiedBuffer(line + "\n", StandardCharsets.US_ASCII));
        }
    }

    void peerCloses() {
        peer.close();
    }

    void passes(Duration time) {
        clock.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        peer.runScheduledPendingTasks();
        loop.runScheduledPendingTasks();
        peer.runPendingTasks();
    }

    /** What has been sent since this was last asked. */
    List<String> sent() {
        return sent.take();
    }

    /** The last fact stated, in words. */
    String lastFact() {
        return facts.get(facts.size() - 1).toString();
    }

    /** The types stated since this was last asked. */
    String stated() {
        String types = facts.stream().map(fact -> fact.type().name()).collect(Collectors.joining(" "));
        facts.clear();
        return types;
    }

    /** What has been logged since this was last asked. */
    List<String> logged() {
        List<String> lines = List.copyOf(log);
        log.clear();
        return lines;
    }

    void forget() {
        sent();
        stated();
        logged();
    }
}
