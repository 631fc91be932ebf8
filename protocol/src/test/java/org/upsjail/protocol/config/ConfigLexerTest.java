// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.protocol.config.Lexed.wordsOf;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The grammar, a rule a test. */
class ConfigLexerTest {

    @Test
    void everyPrintableCharacterIsTaken() {
        for (char c = 0x21; c <= 0x7E; c++) {
            String word = "\"#\\=".indexOf(c) < 0 ? "" + c : "\\" + c;
            assertEquals(List.of(List.of("A", "" + c)), wordsOf("A " + word + "\n"));
        }
    }

    @Test
    void anEmptyFileHasNoLines() {
        assertEquals(List.of(), wordsOf(""));
    }

    @Test
    void blankLinesAreNoLines() {
        assertEquals(List.of(List.of("a")), wordsOf("\n \t\n\na\n  \n"));
    }

    @Test
    void wordsAreSeparatedByAnyBlanks() {
        assertEquals(List.of(List.of("a", "b", "c", "d", "e")), wordsOf(" a  b\tc\fd\u000be \n"));
    }

    @Test
    void carriageReturnIsABlank() {
        assertEquals(List.of(List.of("a", "b"), List.of("c")), wordsOf("a b\r\nc\r\n"));
    }

    @Test
    void theLastLineNeedsNoNewline() {
        assertEquals(List.of(List.of("a", "b"), List.of("c")), wordsOf("a b\nc"));
    }

    @Test
    void aQuotedWordKeepsItsBlanks() {
        assertEquals(List.of(List.of("a", "b  c", "d")), wordsOf("a \"b  c\" d\n"));
    }

    @Test
    void aQuotedWordMayBeEmpty() {
        assertEquals(List.of(List.of("a", "", "b")), wordsOf("a \"\" b\n"));
    }

    @Test
    void aClosingQuoteNeedsNoBlankBehindIt() {
        assertEquals(List.of(List.of("a", "b", "c", "d")), wordsOf("a \"b\"\"c\"d\n"));
    }

    @Test
    void aQuoteInsideAWordIsACharacter() {
        assertEquals(List.of(List.of("a", "b\"c\"", "d")), wordsOf("a b\"c\" d\n"));
    }

    @Test
    void aQuotedEqualsSignIsAWordLikeAnyOther() {
        assertEquals(List.of(List.of("a", "=", "b=c")), wordsOf("a \"=\" \"b=c\"\n"));
    }

    @Test
    void backslashTakesTheNextCharacterLiterallyOutsideQuotes() {
        assertEquals(List.of(List.of("a", "b c#d\"e=f\\g")), wordsOf("a b\\ c\\#d\\\"e\\=f\\\\g\n"));
    }

    @Test
    void backslashBeginsAWord() {
        assertEquals(List.of(List.of("a", "#b", "\"c")), wordsOf("a \\#b \\\"c\n"));
    }

    @Test
    void backslashTakesTheNextCharacterLiterallyInsideQuotes() {
        assertEquals(List.of(List.of("a", "b\"c\\d#e f")), wordsOf("a \"b\\\"c\\\\d\\#e\\ f\"\n"));
    }

    @Test
    void backslashBeforeNewlineContinuesTheLineBetweenWords() {
        assertEquals(List.of(List.of("a", "b"), List.of("c")), wordsOf("a \\\n b\nc\n"));
    }

    @Test
    void backslashBeforeNewlineContinuesAWord() {
        assertEquals(List.of(List.of("a", "bc")), wordsOf("a b\\\nc\n"));
    }

    @Test
    void backslashBeforeNewlineContinuesAQuotedWord() {
        assertEquals(List.of(List.of("a", "b c")), wordsOf("a \"b \\\nc\"\n"));
    }

    @Test
    void backslashAtTheEndOfTheFileIsNothing() {
        assertEquals(List.of(List.of("a", "b")), wordsOf("a b\\"));
    }

    @Test
    void aCommentEndsTheLine() {
        assertEquals(List.of(List.of("a", "b"), List.of("c")), wordsOf("# x\na b # \"c\nc\n"));
    }

    @Test
    void aCommentEndsAWordToo() {
        assertEquals(List.of(List.of("a", "b"), List.of("d")), wordsOf("a b#c\nd\n"));
    }

    @Test
    void backslashInACommentDoesNotContinueIt() {
        assertEquals(List.of(List.of("b")), wordsOf("# a \\\nb\n"));
    }

    @Test
    void commentsMayHoldUtf8() {
        assertEquals(List.of(List.of("a")), wordsOf("# Stromausfall: größer als 5 €\na\n"));
    }

    @Test
    void equalsSignBehindTheDirectiveIsPassedOver() {
        assertEquals(List.of(List.of("a", "3"), List.of("b", "4")), wordsOf("a = 3\nb=4\n"));
    }

    @Test
    void equalsSignElsewhereIsAWordOfItsOwn() {
        assertEquals(List.of(List.of("a", "b", "=", "c", "=", "d")), wordsOf("a b=c = d\n"));
    }

    @Test
    void equalsSignAtTheBeginningOfALineIsAWord() {
        assertEquals(List.of(List.of("=", "a")), wordsOf("= a\n"));
    }

    @Test
    void numberSignInsideQuotesIsAnErrorAndEndsTheLine() {
        Lexed lexed = Lexed.of("a b\nc \"d#e\" f\ng\n");

        assertEquals(List.of(List.of("a", "b"), List.of("g")), lexed.words());
        assertTrue(lexed.problem().startsWith(Lexed.FILE + ":2: an unescaped # inside quotes; "), lexed.problem());
    }

    @Test
    void aQuotedWordThatDoesNotEndOnItsLineIsAnError() {
        Lexed lexed = Lexed.of("a\nb \"c\nd e\nf \"g\" h\ni\n");

        assertEquals(List.of(List.of("a"), List.of("i")), lexed.words());
        assertTrue(lexed.problem().startsWith(Lexed.FILE + ":2: a quoted word is not closed"), lexed.problem());
    }

    @Test
    void aQuotedWordThatDoesNotEndAtAllIsAnError() {
        Lexed lexed = Lexed.of("a\nb \"c");

        assertEquals(List.of(List.of("a")), lexed.words());
        assertTrue(lexed.problem().startsWith(Lexed.FILE + ":2: a quoted word is not closed"), lexed.problem());
    }

    @Test
    void bytesOutsideAsciiAreDroppedWithOneWarningALine() {
        Lexed lexed = Lexed.of("a gr\u00f6\u00dfer\nb\n");

        assertEquals(List.of(List.of("a", "grer"), List.of("b")), lexed.words());
        assertEquals(
                Lexed.FILE + ":1: warning: a byte outside printable ASCII is dropped; write it in ASCII",
                lexed.problem());
    }

    @Test
    void tabsInsideQuotesAreDroppedWithAWarning() {
        Lexed lexed = Lexed.of("a \"b\tc\"\n");

        assertEquals(List.of(List.of("a", "bc")), lexed.words());
        assertTrue(lexed.problem().contains("warning: a byte outside printable ASCII"), lexed.problem());
    }

    @Test
    void aLineIsNumberedWhereItsFirstWordBegins() {
        Lexed lexed = Lexed.of("\n# x\n\\\na \\\nb\nc\\\nd e\n\"f\\\n\" g\n= h\n");

        assertEquals(
                List.of(4, 6, 8, 10),
                lexed.lines().stream().map(ConfigLine::number).toList());
    }
}
