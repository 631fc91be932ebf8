// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.outbound;

import java.util.List;
import java.util.Optional;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;

/** A frame of each kind, before the jail and for nobody: what encoding needs is then loaded. */
public final class FrameRehearsal {

    private static final String REHEARSAL = "rehearsal";

    private FrameRehearsal() {}

    /**
     * Encodes and forgets.
     *
     * @return how many bytes they would have been
     */
    public static int play(String configDigest) {
        Fact alarm = Fact.of(FactType.ALARM, new UpsName(REHEARSAL), Optional.of(new FactText(REHEARSAL)));
        List<Frame> frames = List.of(
                new Frame.Hello(configDigest), new Frame.Statement(alarm), new Frame.Signal(FrameType.HEARTBEAT));
        int bytes = 0;
        for (Frame frame : frames) {
            bytes += FrameEncoder.encode(frame).length;
        }
        return bytes;
    }
}
