// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameDecoder;
import org.upsjail.protocol.wire.Violation;

/**
 * All that one monitor says, from its first byte on. Gives the frames that are well formed and in order, up to the first
 * violation; after it nothing more, whatever comes. Pure.
 */
public final class MonitorStream {

    private final FrameGate gate;
    private final MonitorLiveness liveness;
    private final List<Frame> passed = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder(this::decoded);
    private Duration now;
    private Optional<Violation> violation = Optional.empty();

    /**
     * @param shortestPoll the shortest time between two questions to upsd, which bounds what there is to say
     * @param helloWithin how long after {@code now} HELLO is late
     */
    public MonitorStream(
            Set<UpsName> upses, String configDigest, Duration shortestPoll, Duration helloWithin, Duration now) {
        this.gate = new FrameGate(upses, configDigest, shortestPoll, now);
        this.liveness = new MonitorLiveness(helloWithin, now);
        this.now = now;
    }

    /** The frames to be believed among {@code bytes}. */
    public List<Frame> received(ByteBuffer bytes, Duration at) {
        now = at;
        passed.clear();
        if (violation.isEmpty()) {
            decoder.push(bytes);
            violation = violation.or(decoder::violation);
        }
        return List.copyOf(passed);
    }

    /** The pipe is at its end. */
    public void ended() {
        if (violation.isEmpty() && !decoder.atFrameBoundary()) {
            violation = Optional.of(Violation.TRUNCATED);
        }
    }

    /** GO was sent. */
    public void go() {
        gate.go();
        liveness.told(now);
    }

    /** Whether there is a UPS of which nothing was said although there was time to. */
    public boolean statedOverdue(Duration at) {
        return liveness.statedOverdue(at);
    }

    /** Why nothing more of this stream is believed; checks the clock for a HELLO that is late. */
    public Optional<Violation> violation(Duration at) {
        if (violation.isEmpty() && liveness.helloOverdue(at)) {
            violation = Optional.of(Violation.HELLO_LATE);
        }
        return violation;
    }

    /** Whether heartbeats have stopped. */
    public boolean silent(Duration at) {
        return liveness.silent(at);
    }

    /** How long ago the last frame came that passed; empty when none did. */
    public Optional<Duration> sinceLastFrame(Duration at) {
        return liveness.sinceLastFrame(at);
    }

    private void decoded(Frame frame) {
        if (violation.isPresent()) {
            return;
        }
        violation = gate.check(frame, now);
        if (violation.isEmpty()) {
            liveness.frameReceived(frame.type(), now);
            passed.add(frame);
        }
    }
}
