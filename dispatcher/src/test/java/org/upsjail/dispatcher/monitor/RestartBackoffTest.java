// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

    private static final Duration SHORT = Duration.ofSeconds(59);
    private static final Duration PROVEN = Duration.ofSeconds(60);

    private final RestartBackoff backoff = new RestartBackoff();

    private List<Long> waitsAfter(Duration... lives) {
        return Stream.of(lives)
                .map(life -> backoff.afterLifeOf(life, Duration.ofSeconds(90)))
                .map(Duration::toSeconds)
                .toList();
    }

    @Test
    void waitsDoubleUpToTheLongest() {
        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), waitsAfter(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT));
    }

    @Test
    void noWaitIsLongerThanAThirdOfDeadtime() {
        Duration deadTime = Duration.ofSeconds(15);
        for (int i = 0; i < 10; i++) {
            assertTrue(backoff.afterLifeOf(SHORT, deadTime).compareTo(Duration.ofSeconds(5)) <= 0);
        }
    }

    @Test
    void provenLifeBringsTheWaitBackToTheFirst() {
        assertEquals(List.of(1L, 2L, 4L, 1L, 2L), waitsAfter(SHORT, SHORT, SHORT, PROVEN, SHORT));
    }

    @Test
    void provenLivesInARowEachWaitTheFirst() {
        assertEquals(List.of(1L, 1L, 1L), waitsAfter(PROVEN, PROVEN, PROVEN));
    }
}
