// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.upsjail.protocol.config.UpsjailConf.Records;

/** The files of a journal, opened on a thread of their own. Who appends waits for that; who starts need not. */
final class JournalOpening implements JournalStore {

    /** @param place what holds the directory for us, which lives as long as the files */
    private record Opened(JournalStart.Place place, JournalFiles files, JournalState state) {}

    private final FutureTask<Opened> opened;

    JournalOpening(JournalStart.Place place, Records settings, Consumer<String> warnings) {
        opened = new FutureTask<>(() -> open(place, settings, warnings));
        Thread thread = new Thread(opened, "journal-opening");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What is in the files; empty where they are not open within {@code limit}.
     *
     * @throws IOException where none can be kept
     */
    Optional<JournalState> within(Duration limit) throws IOException {
        try {
            return Optional.of(opened.get(limit.toNanos(), TimeUnit.NANOSECONDS).state());
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw causeOf(failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void append(List<JournalLine> lines) throws IOException {
        files().append(lines);
    }

    @Override
    public void settle(List<JournalLine> lines) throws IOException {
        files().settle(lines);
    }

    private JournalFiles files() throws IOException {
        try {
            return opened.get().files();
        } catch (ExecutionException failed) {
            throw causeOf(failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", asked);
        }
    }

    private static Opened open(JournalStart.Place place, Records settings, Consumer<String> warnings)
            throws IOException {
        JournalFiles files = new JournalFiles(place.directory(), settings.journalBytes(), settings.journalFiles());
        try {
            return new Opened(place, files, files.open());
        } catch (IOException | RuntimeException unreadable) {
            warnings.accept("the journal in " + settings.stateDirectory() + " cannot be read (" + unreadable
                    + "); nothing is taken up");
            return new Opened(place, files, new JournalState());
        }
    }

    private static IOException causeOf(ExecutionException failed) {
        return failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
    }
}
