// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsdWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "OK                     | [OK]",
                "'  a   b  '            | [a, b]",
                "a \"b c\" d            | [a, b c, d]",
                "a \"\"                 | [a, ]",
                "a \"b\"\"c\"d          | [a, b, c, d]",
                "a b\"c d               | [a, b\"c, d]",
                "a \"b\\\"c\\\\\"       | [a, b\"c\\]",
                "a b\\ c\\#             | [a, b c#]",
                "a \"#b\" c=d           | [a, #b, c=d]"
            })
    void lineIsSplit(String line, String words) throws UpsdProtocolException {
        assertEquals(words, UpsdWords.split(line).toString());
    }

    @Test
    void emptyLineHasNoWords() throws UpsdProtocolException {
        assertEquals(List.of(), UpsdWords.split(""));
        assertEquals(List.of(), UpsdWords.split("   "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a \"b", "\"", "\"a\\\""})
    void unclosedQuoteIsRefused(String line) {
        assertThrows(UpsdProtocolException.class, () -> UpsdWords.split(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\", "\\", "\"a\\"})
    void backslashAtTheEndIsRefused(String line) {
        assertThrows(UpsdProtocolException.class, () -> UpsdWords.split(line));
    }

    @Test
    void asManyWordsAsTheLimitAreTaken() throws UpsdProtocolException {
        assertEquals(
                UpsdWords.MAX_WORDS,
                UpsdWords.split("w ".repeat(UpsdWords.MAX_WORDS)).size());
    }

    @Test
    void moreWordsThanTheLimitAreRefused() {
        assertThrows(UpsdProtocolException.class, () -> UpsdWords.split("w ".repeat(UpsdWords.MAX_WORDS + 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "plain      | plain",
                "''         | \"\"",
                "a b        | \"a b\"",
                "a=b        | \"a=b\"",
                "a#b        | \"a\\#b\"",
                "a\"b       | \"a\\\"b\"",
                "a\\b       | \"a\\\\b\""
            })
    void wordIsQuotedWhereItHasToBe(String word, String quoted) {
        assertEquals(quoted, UpsdWords.quoted(word));
    }

    @Test
    void whatIsQuotedIsReadBack() throws UpsdProtocolException {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            List<String> words = new ArrayList<>();
            for (int i = 1 + random.nextInt(UpsdWords.MAX_WORDS); i > 0; i--) {
                words.add(anyWord(random));
            }
            String line = words.stream().map(UpsdWords::quoted).collect(Collectors.joining(" "));
            assertEquals(words, UpsdWords.split(line), line);
        }
    }

    private static String anyWord(Random random) {
        String favourites = " \"\\#=";
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            boolean favourite = random.nextBoolean();
            word.append(favourite ? favourites.charAt(random.nextInt(5)) : (char) (0x20 + random.nextInt(0x5F)));
        }
        return word.toString();
    }
}
