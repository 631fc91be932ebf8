// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;

/**
 * Facts to frames on the pipe to the dispatcher. Never blocks: a dispatcher that does not read for so long that the
 * queue fills is as good as dead, and the monitor is of no use without one. One thread.
 */
public final class FrameWriter {

    /** A first statement of one UPS takes about 20 frames; this holds three of them and a minute of heartbeats. */
    private static final int FRAMES_PER_UPS = 64;

    private static final int FRAMES_BESIDES = 64;

    private static final byte[] NOTHING = {};
    private static final String BROKEN = "the pipe to the dispatcher is broken";

    /** What the pipe has room for at once costs no thread its sleep. */
    public interface AtOnce {

        /** False where there is no room and nothing was written. Never waits. */
        boolean write(byte[] piece) throws IOException;
    }

    private final AtOnce pipeNow;
    private final BoundedWriter writer;
    private final Consumer<String> broken;

    /**
     * @param pipeNow fd 3, where it has room
     * @param pipe the same, where it is waited for until there is; each frame is one write
     * @param broken hears, on any thread, why no frame can be delivered any more
     */
    public FrameWriter(AtOnce pipeNow, OutputStream pipe, int upsCount, Consumer<String> broken) {
        this.pipeNow = pipeNow;
        this.broken = broken;
        this.writer = new BoundedWriter(
                "frames", pipe, FRAMES_BESIDES + FRAMES_PER_UPS * upsCount, gone -> broken.accept(BROKEN));
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

    /** No byte, so nobody hears of it; what writing needs is then loaded, and in time compiled. */
    public void rehearse() {
        writtenAtOnce(NOTHING);
    }

    private void write(Frame frame) {
        byte[] piece = FrameEncoder.encode(frame);
        if (!writtenAtOnce(piece) && !writer.offer(piece)) {
            broken.accept("the dispatcher does not read");
        }
    }

    /** Not past those that wait. */
    private boolean writtenAtOnce(byte[] piece) {
        try {
            return writer.isIdle() && pipeNow.write(piece);
        } catch (IOException gone) {
            broken.accept(BROKEN);
            return true;
        }
    }
}
