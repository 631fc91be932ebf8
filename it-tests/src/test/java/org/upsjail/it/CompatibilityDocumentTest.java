// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.it.CompatibilityDocument.Row;
import org.upsjail.protocol.fact.NotifyType;
import picocli.CommandLine;

/** docs/upsmon-compatibility.md is whole, and names only tests that are there. */
class CompatibilityDocumentTest {

    private static final Path LAUNCHER = CompatibilityDocument.PROJECT.resolve("deploy/src/bin/upsjail");
    private static final Path SIGNALS = CompatibilityDocument.PROJECT.resolve(
            "dispatcher/src/main/java/org/upsjail/dispatcher/host/HostSignals.java");
    private static final Pattern GETOPTS = Pattern.compile("getopts :(\\S+) ");
    private static final Pattern SIGNAL = Pattern.compile("Signal\\.(SIG[A-Z0-9]+)");
    private static final Pattern VARIABLE = Pattern.compile("NUT_[A-Z]+(?:_[A-Z]+)*");

    private final List<Row> rows = CompatibilityDocument.rows();

    @Test
    void everyDirectiveHasARow() throws ClassNotFoundException {
        // Not public: nobody but the reader of the file needs it.
        Class<?> directives = Class.forName("org.upsjail.protocol.config.UpsmonDirective");

        assertEquals(Set.of(), missing(namesOf(directives.getEnumConstants()), "Directives"));
    }

    @Test
    void everyNotifyTypeHasARow() {
        assertEquals(Set.of(), missing(namesOf(NotifyType.values()), "Notify types"));
    }

    @Test
    void everyOptionHasARow() throws IOException {
        Set<String> options = new LinkedHashSet<>();
        new CommandLine(new UpsjailCommand())
                .getCommandSpec()
                .options()
                .forEach(option -> options.addAll(Arrays.asList(option.names())));
        Matcher launcher = GETOPTS.matcher(Files.readString(LAUNCHER));
        assertEquals(true, launcher.find(), LAUNCHER + " asks getopts no more");
        // The - among them is of the long ones.
        launcher.group(1).replaceAll("[:-]", "").chars().forEach(letter -> options.add("-" + (char) letter));

        assertEquals(Set.of(), missing(options, "Command line"));
    }

    @Test
    void everySignalThatIsHandledHasARow() throws IOException {
        assertEquals(Set.of(), missing(found(SIGNAL, SIGNALS), "Signals"));
    }

    @Test
    void everyVariableThatIsReadHasARow() throws IOException {
        Set<String> variables = new TreeSet<>(found(VARIABLE, LAUNCHER));
        for (Path source : NamedTests.sources("src/main/java")) {
            variables.addAll(found(VARIABLE, source));
        }

        assertFalse(variables.isEmpty());
        assertEquals(Set.of(), missing(variables, "Environment"));
    }

    @Test
    void everyRowNamesATestThatIsThere() throws IOException {
        Set<String> tests = NamedTests.all();

        for (Row row : rows) {
            if (row.section().equals(CompatibilityDocument.NOT_THERE_YET)) {
                assertEquals(CompatibilityDocument.NO_TEST, row.tests(), row + ": it has a test, so it is there");
            } else {
                assertFalse(row.namedTests().isEmpty(), row + ": no test is named");
                Set<String> absent = new TreeSet<>(row.namedTests());
                absent.removeAll(tests);
                assertEquals(Set.of(), absent, row + ": there is no such test");
            }
        }
    }

    @Test
    void everyRowOfATableHasAsManyCellsAsTheOneBefore() {
        for (int i = 1; i < rows.size(); i++) {
            Row before = rows.get(i - 1);
            Row row = rows.get(i);
            if (row.line() == before.line() + 1) {
                assertEquals(before.cells().size(), row.cells().size(), row + ": a bar too many or too few");
            }
        }
    }

    /** Those of {@code names} with no row in the section, nor among what is not there yet. */
    private Set<String> missing(Set<String> names, String section) {
        Set<String> missing = new TreeSet<>(names);
        rows.stream()
                .filter(row ->
                        row.section().equals(section) || row.section().equals(CompatibilityDocument.NOT_THERE_YET))
                .forEach(row -> missing.removeAll(row.names()));
        return missing;
    }

    private static Set<String> namesOf(Object[] constants) {
        return Arrays.stream(constants)
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern wanted, Path file) throws IOException {
        return wanted.matcher(Files.readString(file))
                .results()
                .map(result -> result.group(result.groupCount()))
                .collect(Collectors.toSet());
    }
}
