// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigProblem;
import org.upsjail.protocol.config.ConfigProblem.Severity;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;

/** The upsmon.conf that Debian's nut-client installs, read where it is: it is under the GPL and no part of our tree. */
class DebianSampleIT {

    private static final Path SAMPLE = Path.of("/etc/nut/upsmon.conf");

    /** It has none but in its comments. */
    private static final String MONITOR = "MONITOR ups@localhost 1 user pass primary";

    /**
     * Its examples that are commented out. {@code <} stands in what only shows the grammar; a directive that is followed
     * by a dash or by lower case words begins a sentence.
     */
    private static final Pattern EXAMPLE = Pattern.compile(
            "# ((?:RUN_AS_USER|MONITOR|NOTIFYCMD|NOTIFYMSG|NOTIFYFLAG|CERT[A-Z]+|FORCESSL)[ \t][^<-].*)");

    @TempDir
    Path directory;

    @BeforeAll
    static void sampleIsThere() {
        assertTrue(Files.isReadable(SAMPLE), SAMPLE + " is needed (Debian: apt-get install nut-client)");
    }

    private static List<String> sample() throws IOException {
        return Files.readAllLines(SAMPLE, StandardCharsets.ISO_8859_1);
    }

    private List<ConfigProblem> problemsOf(List<String> lines) throws IOException {
        Path file = Files.write(directory.resolve("upsmon.conf"), lines, StandardCharsets.ISO_8859_1);
        // As Debian's package installs it.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try {
            Configuration read = ConfigurationReader.read(file, SecretPolicy.DROP);
            return read.warnings();
        } catch (ConfigException wrong) {
            return wrong.problems();
        }
    }

    @Test
    void takenAsItIsOnceAUpsIsNamed() throws IOException {
        List<String> lines =
                Stream.concat(sample().stream(), Stream.of(MONITOR)).toList();
        List<ConfigProblem> errors = problemsOf(lines).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();

        assertEquals(List.of(), errors);
    }

    @Test
    void takenWithoutItsCommentsAndNotAWordIsSaidOfALine() throws IOException {
        List<String> bare = sample().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        List<ConfigProblem> problems =
                problemsOf(Stream.concat(bare.stream(), Stream.of(MONITOR)).toList());

        assertFalse(bare.isEmpty());
        // What is said of the whole is that it has no NOTIFYCMD, which is true.
        assertEquals(
                List.of(), problems.stream().filter(DebianSampleIT::isOfALine).toList());
    }

    @Test
    void eachOfItsExamplesIsALineWeTake() throws IOException {
        List<String> examples = sample().stream()
                .map(EXAMPLE::matcher)
                .flatMap(matcher -> matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty())
                .toList();
        // What one example demands (a certificate, an account) need not be here: only lines are judged.
        List<ConfigProblem> ofLines =
                problemsOf(examples).stream().filter(DebianSampleIT::isOfALine).toList();

        assertTrue(examples.size() > 25, () -> examples.toString());
        assertEquals(List.of(), ofLines);
    }

    private static boolean isOfALine(ConfigProblem problem) {
        return problem.line() > 0;
    }
}
