// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.upsjail.protocol.config.ConfigProblem.Severity;

/**
 * Any two files: a configuration or its refusal, the same for both processes, and no password in either. An ordinary
 * build replays the inputs committed beside it; {@code JAZZER_FUZZ=1 mvn -pl protocol test -Dtest=ConfigurationReaderFuzzTest}
 * searches for new ones.
 */
class ConfigurationReaderFuzzTest {

    /** What the lexer drops everywhere divides an input into upsmon.conf and upsjail.conf. */
    private static final byte BETWEEN_FILES = 0x1C;

    private static final String PASSWORD = "Xq7Zk2Vw";
    private static final byte[] MONITOR_LINE =
            ("\nMONITOR marked 1 user " + PASSWORD + " primary\n").getBytes(StandardCharsets.US_ASCII);

    /** No line of the input is longer than this in any message: two words, and the reason in our own words. */
    private static final int MAX_PROBLEM_CHARS = 2 * ConfigLexer.MAX_WORD_CHARS + 1024;

    @TempDir
    private static Path directory;

    @FuzzTest(maxDuration = "1m")
    void anyTwoFiles(byte[] input) throws IOException {
        assertWordsWithinLimits(input);
        assertReadAlikeByBoth(input);
        assertReadAlikeByBoth(withPasswordLine(input));
    }

    private static void assertWordsWithinLimits(byte[] input) {
        ConfigProblems problems = new ConfigProblems();
        for (ConfigLine line : new ConfigLexer(Lexed.FILE, SecretPolicy.KEEP, problems).lex(input)) {
            assertTrue(line.words().size() >= 1 && line.words().size() <= ConfigLexer.MAX_WORDS);
            for (String word : line.words()) {
                assertTrue(word.length() <= ConfigLexer.MAX_WORD_CHARS);
                assertTrue(word.chars().allMatch(c -> c >= 0x20 && c <= 0x7E), word);
            }
        }
    }

    private static void assertReadAlikeByBoth(byte[] input) throws IOException {
        int division = indexOf(BETWEEN_FILES, input);
        Path file = Files.write(directory.resolve("upsmon.conf"), Arrays.copyOf(input, division));
        Files.write(
                directory.resolve(UpsjailConf.FILE_NAME),
                Arrays.copyOfRange(input, Math.min(division + 1, input.length), input.length));

        assertEquals(outcome(file, SecretPolicy.KEEP), outcome(file, SecretPolicy.DROP));
    }

    /** The digest of what was accepted, or every reason why it was not. */
    private static String outcome(Path file, SecretPolicy secrets) {
        try {
            Configuration configuration = ConfigurationReader.read(file, secrets);
            assertTrue(onlyWarnings(configuration.warnings()), "an error among the warnings");
            assertFalse(configuration.toString().contains(PASSWORD));
            return configuration.digest() + configuration.warnings();
        } catch (ConfigException refused) {
            assertFalse(onlyWarnings(refused.problems()), "refused without a reason");
            assertFalse(String.valueOf(refused.getMessage()).contains(PASSWORD), refused.getMessage());
            return refused.problems().toString();
        }
    }

    /** Whether they are warnings only; all of them bounded. */
    private static boolean onlyWarnings(List<ConfigProblem> problems) {
        assertTrue(problems.size() <= 2 * ConfigProblems.MAX_KEPT + 1);
        problems.forEach(problem -> assertTrue(problem.toString().length() <= MAX_PROBLEM_CHARS, problem.toString()));
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** With a MONITOR line put where a line of the second half begins, or at the end. */
    private static byte[] withPasswordLine(byte[] input) {
        int at = Math.min(indexOf((byte) '\n', input, input.length / 2), indexOf(BETWEEN_FILES, input));
        ByteArrayOutputStream with = new ByteArrayOutputStream(input.length + MONITOR_LINE.length);
        with.write(input, 0, at);
        with.writeBytes(MONITOR_LINE);
        with.write(input, at, input.length - at);
        return with.toByteArray();
    }

    private static int indexOf(byte wanted, byte[] input) {
        return indexOf(wanted, input, 0);
    }

    private static int indexOf(byte wanted, byte[] input, int from) {
        for (int i = from; i < input.length; i++) {
            if (input[i] == wanted) {
                return i;
            }
        }
        return input.length;
    }
}
