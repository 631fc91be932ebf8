// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Duration SOON = Deadline.OF_A_HANG;
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Journal<String> journal = new Journal<>(3);

    @Test
    void awaitSeesAnEntryOfThePast() throws InterruptedException {
        journal.add("a");
        assertEquals("a", journal.await("a"::equals, SHORT));
    }

    @Test
    void awaitSeesAnEntryOfAnotherThread() throws InterruptedException {
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> {
            journal.add("a");
            journal.add("b");
        });
        assertEquals("b", journal.await("b"::equals, SOON));
        adding.join();
    }

    @Test
    void awaitFromDoesNotSeeThePast() {
        journal.add("a");
        long now = journal.position();
        assertThrows(NotSeenException.class, () -> journal.awaitFrom(now, "a"::equals, SHORT));
    }

    @Test
    void theOldestAreDroppedAndTheNewestKept() {
        for (int i = 0; i < 100; i++) {
            journal.add("e" + i);
        }
        List<String> kept = journal.entries();
        assertTrue(kept.size() >= 3 && kept.size() <= 6, kept.toString());
        assertEquals("e99", kept.get(kept.size() - 1));
    }

    @Test
    void aPositionStaysValidWhenEntriesAreDropped() {
        for (int i = 0; i < 100; i++) {
            journal.add("e" + i);
        }
        long now = journal.position();
        journal.add("new");
        assertEquals(List.of("new"), journal.entriesFrom(now));
    }

    @Test
    void aFailureShowsWhatCameInstead() {
        journal.add("something else");
        NotSeenException e = assertThrows(NotSeenException.class, () -> journal.await("a"::equals, SHORT));
        assertTrue(String.valueOf(e.getMessage()).contains("something else"), e.toString());
    }

    @Test
    void whoWaitsForWhatCannotComeAnyMoreGivesUp() {
        journal.add("last");
        journal.end();
        NotSeenException e = assertThrows(NotSeenException.class, () -> journal.await("a"::equals, SOON));

        assertTrue(
                String.valueOf(e.getMessage()).contains("nothing more will come; newest entries: \n  last"),
                e::toString);
    }
}
