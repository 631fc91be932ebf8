// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** The lines of one file by directive, read as typed values; what cannot be read is reported and its default taken. */
final class Directives {

    /** A year: beyond it a setting in seconds is a mistake of units. */
    static final int MAX_SECONDS = 366 * 24 * 3600;

    private final Map<String, List<ConfigLine>> lines = new LinkedHashMap<>();
    private final ConfigProblems problems;

    Directives(ConfigProblems problems) {
        this.problems = problems;
    }

    void add(ConfigLine line) {
        lines.merge(line.directive(), List.of(line), Directives::joined);
    }

    List<ConfigLine> all(String directive) {
        return lines.getOrDefault(directive, List.of());
    }

    /** The last line of that name, which is the one that counts. */
    Optional<ConfigLine> last(String directive) {
        List<ConfigLine> found = all(directive);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    Optional<String> text(String directive) {
        return last(directive).map(line -> line.arguments().get(0));
    }

    int integer(String directive, int ifAbsent, int min, int max) {
        return last(directive).map(line -> integer(line, 0, ifAbsent, min, max)).orElse(ifAbsent);
    }

    int integer(ConfigLine line, int argument, int ifWrong, int min, int max) {
        String word = line.arguments().get(argument);
        try {
            int value = Integer.parseInt(word);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, in the same words as a number out of range.
        }
        problems.error(
                line,
                line.directive() + " is given \"" + word + "\"",
                "give a whole number from " + min + " to " + max);
        return ifWrong;
    }

    boolean flag(String directive, boolean ifAbsent) {
        return integer(directive, ifAbsent ? 1 : 0, 0, 1) == 1;
    }

    Duration seconds(String directive, int ifAbsent) {
        return Duration.ofSeconds(integer(directive, ifAbsent, 0, MAX_SECONDS));
    }

    /** A time that a negative number turns off. */
    Optional<Duration> secondsUnlessNegative(String directive, int ifAbsent) {
        int value = integer(directive, ifAbsent, -MAX_SECONDS, MAX_SECONDS);
        return value < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(value));
    }

    /** A polling time: at least {@code minMillis}, fractions allowed. Zero would be a busy loop. */
    Duration pollingTime(String directive, int ifAbsentSeconds, int minMillis) {
        Duration ifAbsent = Duration.ofSeconds(ifAbsentSeconds);
        return last(directive)
                .map(line -> pollingTime(line, ifAbsent, minMillis))
                .orElse(ifAbsent);
    }

    /** The argument turned into a value by a reader that throws IllegalArgumentException with the reason. */
    <T> Optional<T> read(ConfigLine line, int argument, String remedy, IntFunction<T> reader) {
        try {
            return Optional.of(reader.apply(argument));
        } catch (IllegalArgumentException wrong) {
            problems.error(line, line.directive() + ": " + wrong.getMessage(), remedy);
            return Optional.empty();
        }
    }

    private Duration pollingTime(ConfigLine line, Duration ifWrong, int minMillis) {
        String word = line.arguments().get(0);
        if (word.matches("[0-9]{1,8}(\\.[0-9]{1,3})?")) {
            long millis = new BigDecimal(word).movePointRight(3).longValueExact();
            if (millis >= minMillis && millis <= MAX_SECONDS * 1000L) {
                return Duration.ofMillis(millis);
            }
        }
        problems.error(
                line,
                line.directive() + " is given \"" + word + "\"",
                "give seconds, at least "
                        + BigDecimal.valueOf(minMillis, 3).stripTrailingZeros().toPlainString());
        return ifWrong;
    }

    private static List<ConfigLine> joined(List<ConfigLine> before, List<ConfigLine> added) {
        List<ConfigLine> all = new ArrayList<>(before);
        all.addAll(added);
        return List.copyOf(all);
    }
}
