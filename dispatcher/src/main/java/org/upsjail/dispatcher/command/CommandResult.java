// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.Optional;

/**
 * How a command ended.
 *
 * @param failure empty for exit status 0, else what went wrong
 * @param took from its start to its exit
 * @param output what it printed, where its plan asked for that; cut
 */
public record CommandResult(Optional<String> failure, Duration took, String output) {}
