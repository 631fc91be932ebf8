// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;

/**
 * Facts to frames on the pipe to the dispatcher. Never blocks: a dispatcher that does not read for so long that the
 * queue fills is as good as dead, and the monitor is of no use without one.
 */
public final class FrameWriter {

    /** A first statement of one UPS takes about 20 frames; this holds three of them and a minute of heartbeats. */
    private static final int FRAMES_PER_UPS = 64;

    private static final int FRAMES_BESIDES = 64;

    private final BoundedWriter writer;
    private final Consumer<String> broken;

    /**
     * @param pipe fd 3; each frame is one write
     * @param broken hears, on any thread, why no frame can be delivered any more
     */
    public FrameWriter(OutputStream pipe, int upsCount, Consumer<String> broken) {
        this.broken = broken;
        this.writer = new BoundedWriter(
                "frames",
                pipe,
                FRAMES_BESIDES + FRAMES_PER_UPS * upsCount,
                gone -> broken.accept("the pipe to the dispatcher is broken"));
    }

    public void hello(String configDigest) {
        write(new Frame.Hello(configDigest));
    }

    public void state(List<Fact> facts) {
        facts.forEach(fact -> write(new Frame.Statement(fact)));
    }

    public void everythingStated() {
        write(new Frame.Signal(FrameType.STATED));
    }

    public void heartbeat() {
        write(new Frame.Signal(FrameType.HEARTBEAT));
    }

    public void bye() {
        write(new Frame.Signal(FrameType.BYE));
    }

    private void write(Frame frame) {
        if (!writer.offer(FrameEncoder.encode(frame))) {
            broken.accept("the dispatcher does not read");
        }
    }
}
