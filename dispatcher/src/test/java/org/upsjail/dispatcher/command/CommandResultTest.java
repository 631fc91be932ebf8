// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A result has an exit status only where something has exited. */
class CommandResultTest {

    @Test
    void whatExitedHasItsStatus() {
        assertEquals(
                OptionalInt.of(3), CommandResult.exited(3, Duration.ZERO, "").exitStatus());
    }

    @Test
    void whatWasNotStartedHasNone() {
        assertEquals(
                OptionalInt.empty(), CommandResult.notStarted("no such program").exitStatus());
    }

    @Test
    void whatWasDroppedHasNone() {
        assertEquals(OptionalInt.empty(), CommandResult.dropped().exitStatus());
    }
}
