// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a command ended.
 *
 * @param failure empty for exit status 0, else what went wrong
 * @param status its exit status; of one that never ran it means nothing
 * @param took from its start to its exit
 * @param output what it printed, where its plan asked for that; cut
 */
public record CommandResult(Ending ending, Optional<String> failure, int status, Duration took, String output) {

    /** The ways a command can end. */
    public enum Ending {
        EXITED,
        /** It was to be started and could not be. */
        NOT_STARTED,
        /** It was dropped, or a later one says the same, because too many were waiting. */
        DROPPED
    }

    /** Empty of what never ran. */
    public OptionalInt exitStatus() {
        return ending == Ending.EXITED ? OptionalInt.of(status) : OptionalInt.empty();
    }

    static CommandResult exited(int status, Duration took, String output) {
        Optional<String> failure = status == 0 ? Optional.empty() : Optional.of("exited with status " + status);
        return new CommandResult(Ending.EXITED, failure, status, took, output);
    }

    static CommandResult notStarted(String why) {
        return new CommandResult(Ending.NOT_STARTED, Optional.of("could not be started: " + why), 0, Duration.ZERO, "");
    }

    static CommandResult dropped() {
        return new CommandResult(
                Ending.DROPPED, Optional.of("dropped: too many commands were waiting"), 0, Duration.ZERO, "");
    }
}
