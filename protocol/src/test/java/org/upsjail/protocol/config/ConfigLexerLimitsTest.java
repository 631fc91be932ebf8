// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.protocol.config.Lexed.wordsOf;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigLexerLimitsTest {

    private static final int WORDS = ConfigLexer.MAX_WORDS;
    private static final int CHARS = ConfigLexer.MAX_WORD_CHARS;

    @Test
    void asManyWordsAsNutTakesAreTaken() {
        assertEquals(List.of(Collections.nCopies(WORDS, "w")), wordsOf("w ".repeat(WORDS) + "\n"));
    }

    @Test
    void oneWordMoreIsAnErrorAndNotCut() {
        Lexed lexed = Lexed.of("a\n" + "w ".repeat(WORDS + 1) + "\nb\n");

        assertEquals(List.of(List.of("a"), List.of("b")), lexed.words());
        assertTrue(lexed.problem().startsWith(Lexed.FILE + ":2: more than 32 words"), lexed.problem());
    }

    @Test
    void aWordAsLongAsNutTakesIsTaken() {
        String longest = "w".repeat(CHARS);

        assertEquals(List.of(List.of(longest, longest)), wordsOf(longest + " \"" + longest + "\"\n"));
    }

    @Test
    void oneCharacterMoreIsAnErrorAndNotCut() {
        Lexed lexed = Lexed.of("a " + "w".repeat(CHARS + 1) + "\nb\n");

        assertEquals(List.of(List.of("b")), lexed.words());
        assertTrue(lexed.problem().startsWith(Lexed.FILE + ":1: a word is longer than 512"), lexed.problem());
    }

    @Test
    void escapesDoNotCountTowardsTheLength() {
        assertEquals(List.of(List.of("#".repeat(CHARS))), wordsOf("\\#".repeat(CHARS) + "\n"));
    }

    @Test
    void aLineThatIsWrongInManyWaysIsReportedOnce() {
        Lexed lexed = Lexed.of("w ".repeat(WORDS + 9) + "w".repeat(CHARS + 9) + " \"x#\n");

        assertEquals(List.of(), lexed.words());
        assertEquals(1, lexed.problems().size());
    }

    /** Or else one reader would refuse what the other accepts. */
    @ParameterizedTest
    @EnumSource
    void aPasswordHasTheSameLimitWhetherKeptOrNot(SecretPolicy policy) {
        String longest = "p".repeat(CHARS);

        assertEquals(
                List.of(),
                Lexed.of("MONITOR u 1 n " + longest + " primary\n", policy).problems());
        String problem =
                Lexed.of("MONITOR u 1 n p" + longest + " primary\n", policy).problem();
        assertTrue(problem.contains("a word is longer than 512"), problem);
    }
}
