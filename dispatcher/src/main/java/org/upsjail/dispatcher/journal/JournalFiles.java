// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The journal on the disk: one series of files for all, and one for the violations alone, which no flood of other records
 * rotates away. A new file of the first series begins with what the older ones come to. Written by one thread.
 */
final class JournalFiles implements JournalStore {

    static final String ALL = "journal";
    static final String VIOLATIONS = "violations";

    /** A violation costs the monitor its life and, in a row, 30 s of back-off: five files are a month of it. */
    private static final int VIOLATION_FILES = 5;

    private static final long VIOLATION_BYTES = 1 << 20;

    /** What is carried over must leave room for what is new, however many UPSes there are. */
    private static final int TIMES_CARRIED = 2;

    private final RotatingFile all;
    private final RotatingFile violations;
    private final JournalState state = new JournalState();
    private final long maxBytes;
    private long carriedBytes;
    private boolean open;

    /** @param maxBytes what one file grows to; more where what is carried over is large */
    JournalFiles(Path directory, long maxBytes, int files) {
        all = new RotatingFile(directory, ALL, files);
        violations = new RotatingFile(directory, VIOLATIONS, VIOLATION_FILES);
        this.maxBytes = maxBytes;
    }

    /** What the present file comes to. Lines that are not ours are passed over. */
    JournalState open() throws IOException {
        all.open(text -> JournalJson.read(text).ifPresent(state::apply));
        violations.open(text -> {});
        open = true;
        return state;
    }

    @Override
    public void append(List<JournalLine> lines) throws IOException {
        if (!open) {
            open();
        }
        if (all.size() > Math.max(maxBytes, TIMES_CARRIED * carriedBytes)) {
            List<JournalLine> carried = state.carried();
            all.rotate(texts(Stream.concat(carried.stream(), lines.stream())));
            carriedBytes = all.size();
        } else {
            all.append(texts(lines.stream()));
        }
    }

    @Override
    public void settle(List<JournalLine> lines) throws IOException {
        lines.forEach(state::apply);
        List<JournalLine> found = lines.stream()
                .filter(line -> line.record() instanceof JournalRecord.Violated)
                .toList();
        if (found.isEmpty()) {
            return;
        }
        if (violations.size() > VIOLATION_BYTES) {
            violations.rotate(texts(found.stream()));
        } else {
            violations.append(texts(found.stream()));
        }
    }

    /** One at a time. */
    static Iterator<String> texts(Stream<JournalLine> lines) {
        return lines.map(JournalJson::write).iterator();
    }
}
