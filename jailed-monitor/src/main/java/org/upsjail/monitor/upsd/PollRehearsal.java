// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.config.MonitorLine.Role;
import org.upsjail.protocol.config.Secret;
import org.upsjail.protocol.config.UpsAddress;
import org.upsjail.protocol.config.UpsmonConf.Polling;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;

/**
 * Polls of a UPS that goes on battery and back, without a network, until the JVM has compiled what a change goes through:
 * what is done once a month is interpreted each time else. Nothing of it leaves this class.
 */
public final class PollRehearsal {

    /** C1 compiles what was called 200 times. */
    static final int ROUNDS = 250;

    /** Rare enough that polls in earnest do not notice. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);
    static final String UPS = "rehearsal";

    private final EventLoop loop;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UpsLink link;
    private Runnable stated = () -> {};
    private int round;
    private int bytesOfFrames;

    private PollRehearsal(EventLoop loop) {
        this.loop = loop;
        link = new UpsLink(
                loop,
                new MonitorLine(
                        new UpsName(UPS),
                        new UpsAddress(UPS, "localhost", 1),
                        0,
                        UPS,
                        new Secret(UPS.toCharArray()),
                        Role.SECONDARY),
                new Polling(BETWEEN_POLLS, BETWEEN_POLLS, -1),
                (sessions, failed) -> channel.pipeline().addLast(new UpsdLineDecoder(), sessions.get()),
                Backoff.ofRehearsal(),
                this::encode,
                line -> {});
    }

    /** Plays the login and the first polls, before the jail: nothing is left to be loaded for the others. */
    public static PollRehearsal prepare(EventLoop loop) {
        PollRehearsal rehearsal = new PollRehearsal(loop);
        rehearsal.channel.freezeTime();
        rehearsal.link.open();
        rehearsal.channel.pipeline().fireChannelActive();
        rehearsal.answer();
        rehearsal.poll();
        rehearsal.poll();
        return rehearsal;
    }

    /**
     * Plays the others, one now and then, on the loop.
     *
     * @param instead runs where a frame would be written
     * @param ended hears how many bytes their frames would have been
     */
    public void play(Runnable instead, Consumer<Integer> ended) {
        stated = instead;
        playOn(ended);
    }

    private void playOn(Consumer<Integer> ended) {
        if (round < ROUNDS) {
            poll();
            loop.schedule(() -> playOn(ended), BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            link.logOut();
            channel.finishAndReleaseAll();
            ended.accept(bytesOfFrames);
        }
    }

    private void poll() {
        round++;
        channel.advanceTimeBy(BETWEEN_POLLS.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        answer();
    }

    /** Whatever the session asks, and what it asks then. */
    private void answer() {
        for (ByteBuf asked = channel.readOutbound(); asked != null; asked = channel.readOutbound()) {
            StringBuilder answers = new StringBuilder();
            asked.toString(StandardCharsets.US_ASCII)
                    .lines()
                    .forEach(line -> answers.append(answerTo(line)).append('\n'));
            asked.release();
            channel.writeInbound(Unpooled.copiedBuffer(answers, StandardCharsets.US_ASCII));
        }
    }

    private String answerTo(String line) {
        if (!line.startsWith("GET VAR")) {
            return "OK";
        }
        return line.endsWith(" ups.status")
                ? "VAR " + UPS + " ups.status \"" + (round % 2 == 0 ? "OL" : "OB") + "\""
                : "ERR VAR-NOT-SUPPORTED";
    }

    private void encode(List<Fact> facts) {
        for (Fact fact : facts) {
            bytesOfFrames += FrameEncoder.encode(new Frame.Statement(fact)).length;
            stated.run();
        }
    }
}
