// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code upsjail journal}: what is kept, line by line, for people or for programs. */
public final class JournalReport {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    /** Said otherwise, or of no use to people. */
    private static final Set<String> NOT_SHOWN =
            Set.of(JournalJson.WALL, JournalJson.MONO, JournalJson.KIND, JournalJson.NUMBER);

    private final Path directory;
    private final Instant since;
    private final boolean json;

    /**
     * @param directory of the journal
     * @param since nothing older is shown
     * @param json whether the lines are shown as they are kept
     */
    public JournalReport(Path directory, Instant since, boolean json) {
        this.directory = directory;
        this.since = since;
        this.json = json;
    }

    /**
     * A time as typed: {@code 90s}, {@code 10m}, {@code 2h}, {@code 3d} ago, or as {@code 2026-11-22T10:00:00Z}.
     *
     * @return empty for what is neither
     */
    public static Optional<Instant> since(String typed, Instant now) {
        Matcher ago = AGO.matcher(typed);
        if (ago.matches()) {
            Duration unit = UNITS.getOrDefault(ago.group(2), Duration.ZERO);
            return Optional.of(now.minus(unit.multipliedBy(Long.parseLong(ago.group(1)))));
        }
        try {
            return Optional.of(Instant.parse(typed));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    /**
     * Gives all lines, the oldest first: violations that are kept longer than the rest, then the rest. What was carried over
     * from an earlier file is not shown twice.
     */
    public void print(Consumer<String> out) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        long oldest = oldest();
        each(JournalFiles.VIOLATIONS, (line, text) -> show(line, text, line.number() < oldest, out));
        each(JournalFiles.ALL, (line, text) -> show(line, text, line.number() >= oldest, out));
    }

    /** Number of the first line that is not of the violations alone. */
    private long oldest() throws IOException {
        AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        each(JournalFiles.ALL, (line, text) -> {
            if (!line.carried()) {
                least.accumulateAndGet(line.number(), Math::min);
            }
        });
        return least.get();
    }

    private void each(String series, BiConsumer<JournalLine, String> reader) throws IOException {
        for (Path file : RotatingFile.of(directory, series)) {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String text = in.readLine(); text != null; text = in.readLine()) {
                    String read = text;
                    JournalJson.read(read).ifPresent(line -> reader.accept(line, read));
                }
            } catch (NoSuchFileException rotated) {
                // Its lines have a higher number by now and were shown, or were the oldest and are gone.
            }
        }
    }

    private void show(JournalLine line, String text, boolean wanted, Consumer<String> out) {
        if (wanted && !line.carried() && !line.wall().isBefore(since)) {
            out.accept(json ? text : forPeople(text));
        }
    }

    private static String forPeople(String text) {
        try {
            Map<String, Object> fields = JournalJson.fields(text).values();
            StringBuilder shown = new StringBuilder()
                    .append(fields.get(JournalJson.WALL))
                    .append(' ')
                    .append(fields.get(JournalJson.KIND));
            fields.forEach((name, value) -> {
                if (!NOT_SHOWN.contains(name)) {
                    shown.append(' ').append(name).append('=').append(value);
                }
            });
            return shown.toString();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
