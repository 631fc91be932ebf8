// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.inbound;

import java.time.Duration;
import org.upsjail.protocol.fact.Aspect;

/**
 * How many frames an honest monitor can send, whatever the servers it speaks to do: a bucket that holds a first statement
 * of everything and what a monitor may have written while we did not read, and fills again as fast as a server that
 * changes every condition with every answer can make a monitor speak. Only a monitor that floods can empty it.
 */
final class FrameQuota {

    /** Every aspect of a UPS once, and a communication that was lost and found between. */
    private static final int FRAMES_PER_ROUND = Aspect.values().length + 2;

    /** First statements, three times over: one may follow another when a host wakes. */
    private static final int FIRST_ROUNDS = 3;

    /** A server that answers once and hangs up is asked again no sooner: the shortest wait of the monitor's back-off. */
    private static final Duration SHORTEST_RECONNECT = Duration.ofMillis(250);

    /** A monitor that gets no PING from us ends itself; until then it writes and we may not read. */
    private static final Duration UNREAD_FOR = Duration.ofSeconds(5);

    /** Timers are early, and a poll is answered late beside one that is answered soon. */
    private static final double JITTER = 1.5;

    /** Heartbeats, HELLO, STATED, BYE. */
    private static final int FRAMES_BESIDES = 64;

    private static final int FRAMES_BESIDES_PER_SECOND = 4;

    private final double capacity;
    private final double perNano;
    private double left;
    private Duration filledAt;

    /** @param shortestPoll the shortest time between two questions that the configuration has */
    FrameQuota(int upsCount, Duration shortestPoll, Duration now) {
        Duration round = shortestPoll.compareTo(SHORTEST_RECONNECT) < 0 ? shortestPoll : SHORTEST_RECONNECT;
        double ofUpsPerNano = JITTER * FRAMES_PER_ROUND / round.toNanos();
        perNano = FRAMES_BESIDES_PER_SECOND / 1e9 + ofUpsPerNano * upsCount;
        double ofUpsAtOnce = FIRST_ROUNDS * FRAMES_PER_ROUND + ofUpsPerNano * UNREAD_FOR.toNanos();
        capacity = FRAMES_BESIDES + ofUpsAtOnce * upsCount;
        left = capacity;
        filledAt = now;
    }

    /** False when the quota is used up. */
    boolean take(Duration now) {
        left = Math.min(capacity, left + now.minus(filledAt).toNanos() * perNano);
        filledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
