// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitStatusTest {

    private final List<String> said = new ArrayList<>();

    @Test
    void statusOfTheProgramIsKept() {
        assertEquals(82, ExitStatus.of(() -> 82, said::add));
        assertEquals(List.of(), said);
    }

    @Test
    void programThatThrowsIsStartedAnewAndTheReasonIsSaid() {
        int status = ExitStatus.of(
                () -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                said::add);

        assertEquals(3, status);
        assertTrue(said.get(0).endsWith("unable to create native thread"), said.toString());
    }

    @Test
    void programThatThrowsIsStartedAnewThoughNothingCanBeSaid() {
        int status = ExitStatus.of(
                () -> {
                    throw new IllegalStateException();
                },
                line -> {
                    throw new OutOfMemoryError();
                });

        assertEquals(3, status);
    }
}
