// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.time.Duration;
import java.util.Set;
import org.upsjail.protocol.fact.UpsName;

/**
 * What a monitor of one configuration is: how it is started, how its jail looks from outside, what it may speak of.
 *
 * @param upses the names that may stand in its frames
 * @param configDigest what its HELLO must say
 * @param shortestPoll the shorter of POLLFREQ and POLLFREQALERT
 * @param deadTime how long a UPS on battery may be unheard of
 * @param helloWithin how long it has for its HELLO, from when it is listened to
 */
public record MonitorSpec(
        MonitorLauncher launcher,
        JailInspector inspector,
        Set<UpsName> upses,
        String configDigest,
        Duration shortestPoll,
        Duration deadTime,
        Duration helloWithin) {

    /** A cold JVM on a busy single-board computer needs a few seconds to lock itself in. */
    public static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

    public MonitorSpec {
        upses = Set.copyOf(upses);
    }

    /** The same monitor, started by another. */
    public MonitorSpec launchedBy(MonitorLauncher other) {
        return new MonitorSpec(other, inspector, upses, configDigest, shortestPoll, deadTime, helloWithin);
    }
}
