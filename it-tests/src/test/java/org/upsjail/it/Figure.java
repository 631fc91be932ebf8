// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What {@code document} has to say, with the figures of the program in it. */
record Figure(String document, String text) {

    private static final List<String> WORDS =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    static Figure figure(String document, String sentence, Object... figures) {
        return new Figure(document, String.format(Locale.ROOT, sentence, figures));
    }

    /** For a figure that stands there as a word. */
    static String word(long number) {
        return WORDS.get(Math.toIntExact(number));
    }

    static long seconds(Duration limit) {
        assertEquals(Duration.ofSeconds(limit.toSeconds()), limit, "whole seconds");
        return limit.toSeconds();
    }

    /** The figure of a launcher or a unit: the group of a pattern that is found there once. */
    static int numberIn(String file, String pattern) throws IOException {
        List<String> found = Pattern.compile(pattern)
                .matcher(onOneLine(file))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertEquals(1, found.size(), file + " has " + pattern + ": " + found);
        return Integer.parseInt(found.get(0));
    }

    /** Sentences go on over the ends of lines. */
    static String onOneLine(String file) throws IOException {
        return Files.readString(CompatibilityDocument.PROJECT.resolve(Path.of(file)))
                .replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return document + ": " + text;
    }
}
