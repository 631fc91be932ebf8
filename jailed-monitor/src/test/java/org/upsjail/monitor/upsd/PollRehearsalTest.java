// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.upsjail.monitor.status.FactTracker;
import org.upsjail.monitor.status.UpsReading;
import org.upsjail.monitor.status.UpsStatus;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;

class PollRehearsalTest {

    /** Nothing is scheduled any more. */
    private static final long NONE = -1;

    private static final int ROUNDS_BEFORE_THE_JAIL = 2;

    /** For its clock only. */
    private final EmbeddedChannel monitor = new EmbeddedChannel();

    private final List<Integer> ended = new ArrayList<>();
    private int written;

    private void playAll() {
        monitor.freezeTime();
        PollRehearsal.prepare(monitor.eventLoop()).play(() -> written++, ended::add);
        for (int i = 0; i < PollRehearsal.ROUNDS && ended.isEmpty(); i++) {
            monitor.advanceTimeBy(1, TimeUnit.SECONDS);
            monitor.runScheduledPendingTasks();
        }
    }

    @Test
    void everyPollIsAChangeThatEndsInAFrame() {
        playAll();

        assertEquals(List.of(bytesOfALife()), ended);
    }

    @Test
    void whatEachPollInTheJailStatesIsWritten() {
        playAll();

        assertEquals(PollRehearsal.ROUNDS - ROUNDS_BEFORE_THE_JAIL, written);
    }

    @Test
    void nothingIsLeftToDoOnTheLoopAfterwards() {
        playAll();

        assertEquals(NONE, monitor.runScheduledPendingTasks());
    }

    /** A login, line power, and as many changes as there are rounds. */
    private static int bytesOfALife() {
        FactTracker tracker = new FactTracker(new UpsName(PollRehearsal.UPS));
        List<Fact> facts = new ArrayList<>(tracker.loggedIn(true));
        for (int round = 0; round <= PollRehearsal.ROUNDS; round++) {
            String status = round % 2 == 0 ? "OL" : "OB";
            facts.addAll(tracker.observed(UpsStatus.of(new UpsReading(status, Optional.empty(), List.of()))));
        }
        return facts.stream()
                .mapToInt(fact -> FrameEncoder.encode(new Frame.Statement(fact)).length)
                .sum();
    }
}
