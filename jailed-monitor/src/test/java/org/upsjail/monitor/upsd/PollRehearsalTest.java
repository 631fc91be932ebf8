// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;

class PollRehearsalTest {

    /** For its clock only. */
    private final EmbeddedChannel monitor = new EmbeddedChannel();

    private final List<Integer> ended = new ArrayList<>();

    private void playAll() {
        monitor.freezeTime();
        PollRehearsal.prepare(monitor.eventLoop()).play(() -> {}, ended::add);
        for (int i = 0; i < PollRehearsal.ROUNDS && ended.isEmpty(); i++) {
            monitor.advanceTimeBy(1, TimeUnit.SECONDS);
            monitor.runScheduledPendingTasks();
        }
    }

    @Test
    void everyPollEndsInAFrame() {
        playAll();

        int frame = FrameEncoder.encode(new Frame.Statement(Fact.of(FactType.ONBATT, new UpsName("rehearsal")))).length;
        assertEquals(1, ended.size());
        assertTrue(ended.get(0) >= PollRehearsal.ROUNDS * frame, ended + " bytes");
    }

    @Test
    void nothingIsLeftToDoOnTheLoopAfterwards() {
        playAll();

        assertFalse(monitor.hasPendingTasks());
    }
}
