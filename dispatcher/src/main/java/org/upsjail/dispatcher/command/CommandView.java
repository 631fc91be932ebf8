// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.Optional;

/**
 * How it stands with the commands, for an operator.
 *
 * @param longestRunning of those that run now, empty when none does
 * @param dropped since the start, because too many were waiting
 */
public record CommandView(int running, int waiting, Optional<Duration> longestRunning, long dropped) {}
