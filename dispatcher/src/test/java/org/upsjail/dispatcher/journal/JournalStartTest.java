// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.upsjail.dispatcher.journal.Resumption.Circumstances;
import org.upsjail.protocol.config.UpsjailConf.Records;

/** The start on a disk that is well, fails, or does not answer. */
@Timeout(60)
class JournalStartTest {

    private static final Duration AMPLE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch answers = new CountDownLatch(1);

    private JournalStart start(JournalStart.Place place) throws IOException {
        return JournalStart.in(
                place,
                new Records(directory, 1 << 20, 2, Optional.empty()),
                new Circumstances("boot", "upses", Duration.ZERO),
                () -> Duration.ofSeconds(100),
                Runnable::run,
                warnings::add);
    }

    private JournalStart startWell() throws IOException {
        return start(() -> directory);
    }

    private JournalStart startWhileTheDiskHangs() throws IOException {
        return start(() -> {
            try {
                answers.await();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
            return directory;
        });
    }

    private List<String> written() throws IOException {
        List<String> lines = new ArrayList<>();
        new JournalReport(directory, Instant.EPOCH, false).print(lines::add);
        return lines;
    }

    @Test
    void whatWasLeftIsTakenUp() throws IOException {
        startWell().journal().end(AMPLE);

        assertTrue(startWell().resumption().isPresent());
        assertEquals(List.of(), warnings);
    }

    @Test
    void diskThatHangsHoldsTheStartUpNoLongerThanItsLimit() throws IOException {
        startWell().journal().end(AMPLE);

        JournalStart late = startWhileTheDiskHangs();

        assertEquals(Optional.empty(), late.resumption());
        assertTrue(warnings.get(0).contains("watching begins without the journal"), warnings::toString);
    }

    @Test
    void whatWasRecordedMeanwhileIsWrittenWhenTheDiskAnswers() throws IOException {
        startWell().journal().end(AMPLE);
        JournalStart late = startWhileTheDiskHangs();
        late.journal().record(new JournalRecord.Decided("meanwhile"));
        answers.countDown();
        late.journal().end(AMPLE);

        List<String> lines = written();
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(2).contains("meanwhile"), lines::toString);
    }

    @Test
    void nothingOfBeforeCountsAfterALateOpening() throws IOException {
        JournalStart first = startWell();
        first.journal().record(new JournalRecord.Shutdown(true));
        first.journal().end(AMPLE);
        JournalStart late = startWhileTheDiskHangs();
        answers.countDown();
        late.journal().end(AMPLE);

        assertFalse(startWell().resumption().orElseThrow().shutdown());
    }

    @Test
    void placeThatCannotBeHadIsHeardOf() {
        assertThrows(
                IOException.class,
                () -> start(() -> {
                    throw new IOException("read-only");
                }));
    }
}
