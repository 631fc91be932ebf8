// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.time.Duration;
import java.util.Optional;

/**
 * How it stands with the monitor, for an operator.
 *
 * @param pid empty while none runs
 * @param proved whether it has said HELLO, which it does only after its own proof of the jail
 * @param jailed whether it was checked from outside and told to go
 * @param reduced whether its jail is the one without chroot
 * @param heardAgo since its last frame
 * @param restarts monitors started after the first
 * @param violations streams ended by a violation
 * @param lastLoss why the last one was lost, empty when none was
 */
public record MonitorView(
        Optional<Long> pid,
        boolean proved,
        boolean jailed,
        boolean reduced,
        Optional<Duration> heardAgo,
        int restarts,
        int violations,
        Optional<String> lastLoss) {}
