// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** On a line of its own whatever stands before it, unless a quote is open there. */
    private static final String MONITOR_LINE = "\n\nMONITOR marked 1 user PASSWORD primary\n";

    /** Two words of the file, and the rest in our own. */
    private static final int MAX_PROBLEM_CHARS = 2 * ConfigLexer.MAX_WORD_CHARS + 1024;

    @TempDir
    private static Path directory;

    @FuzzTest(maxDuration = "1m")
    void anyTwoFiles(byte[] input) throws IOException {
        assertWordsWithinLimits(input);
        String keeping = outcome(input, SecretPolicy.KEEP);
        assertEquals(keeping, outcome(input, SecretPolicy.DROP));
        assertEquals(outcomeWithPassword("Xq7Zk2Vw", input), outcomeWithPassword("hunter22", input));
    }

    private static void assertWordsWithinLimits(byte[] input) {
        ConfigProblems problems = new ConfigProblems();
        for (ConfigLine line : new ConfigLexer(Lexed.FILE, SecretPolicy.KEEP, new ReadMemory(), problems)
                .lex(ByteBuffer.wrap(input))) {
            assertTrue(line.words().size() >= 1 && line.words().size() <= ConfigLexer.MAX_WORDS);
            for (String word : line.words()) {
                assertTrue(word.length() <= ConfigLexer.MAX_WORD_CHARS);
                assertTrue(word.chars().allMatch(c -> c >= 0x20 && c <= 0x7E), word);
            }
        }
    }

    /** What can be seen from outside of a configuration, or every reason why there is none. */
    private static String outcome(byte[] input, SecretPolicy secrets) throws IOException {
        int division = indexOf(BETWEEN_FILES, input, 0);
        Path file = ConfFile.write(directory, Arrays.copyOf(input, division));
        Files.write(
                directory.resolve(UpsjailConf.FILE_NAME),
                Arrays.copyOfRange(input, Math.min(division + 1, input.length), input.length));
        try {
            Configuration configuration = ConfigurationReader.read(file, secrets);
            assertTrue(onlyWarnings(configuration.warnings()), "an error among the warnings");
            return configuration.toString();
        } catch (ConfigException refused) {
            assertFalse(onlyWarnings(refused.problems()), "refused without a reason");
            return refused + refused.problems().toString();
        }
    }

    /** Whether they are warnings only; all of them bounded. */
    private static boolean onlyWarnings(List<ConfigProblem> problems) {
        assertTrue(problems.size() <= 2 * ConfigProblems.MAX_KEPT + 1);
        problems.forEach(problem -> assertTrue(problem.toString().length() <= MAX_PROBLEM_CHARS, problem.toString()));
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The same, with a MONITOR line put where a line of the second half ends. */
    private static String outcomeWithPassword(String password, byte[] input) throws IOException {
        int division = indexOf(BETWEEN_FILES, input, 0);
        int at = Math.min(indexOf((byte) '\n', input, division / 2), division);
        ByteArrayOutputStream with = new ByteArrayOutputStream();
        with.write(input, 0, at);
        with.writeBytes(MONITOR_LINE.replace("PASSWORD", password).getBytes(StandardCharsets.US_ASCII));
        with.write(input, at, input.length - at);
        return outcome(with.toByteArray(), SecretPolicy.KEEP);
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
